"""Numbers printed by others, with who printed them: what our statistics must give.

Where a source printed fewer digits than stand here, the number is its formula's, checked against the library named; the
printed digits are in the comment.
"""

_ = float("nan")

KRIPPENDORFF_2011_A = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
"""Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section A."""
KRIPPENDORFF_2011_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
"""The same, section C: four raters, twelve items, five values, some missing."""
WIKIPEDIA_3_X_15 = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
"""Wikipedia, "Krippendorff's alpha"; the docstring of the package krippendorff."""

ALPHAS = [
    (KRIPPENDORFF_2011_A, "nominal", 0.09523809523809534),  # .095
    (KRIPPENDORFF_2011_C, "nominal", 0.743421052631579),  # .743; R irr, krippendorff 0.9.0
    (KRIPPENDORFF_2011_C, "ordinal", 0.8153875037548814),  # .815
    (KRIPPENDORFF_2011_C, "interval", 0.8491071428571428),  # .849
    (KRIPPENDORFF_2011_C, "ratio", 0.7974027747116121),  # .797
    (WIKIPEDIA_3_X_15, "nominal", 0.691358024691358),  # .691
    (WIKIPEDIA_3_X_15, "ordinal", 0.8067214199413153),  # krippendorff 0.9.0
    (WIKIPEDIA_3_X_15, "interval", 0.8108448928121059),  # .811
    (WIKIPEDIA_3_X_15, "ratio", 0.8089436707842471),  # krippendorff 0.9.0
    ([[1, 1, 1], [1, 1, 0]], "nominal", 0.0),  # one deviating rating: D_o = 2/6, D_e = (5*1*2)/(6*5) = 2/6
    ([[0, 1], [1, 0]], "nominal", -0.5),  # D_o = 1, D_e = (2*2*2)/(4*3) = 2/3: 1 - 3/2
]

FOUR_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
"""Gwet (2014), Handbook of Inter-Rater Reliability, page 120: data C but for who gave the last item its one rating."""
GENDER = [["abc".index(answer) for answer in rater] for rater in (
    "aaaaabbbcaaaaab",
    "aaaababccaaaaba",
    "abbcaabbcabbcaa",
    "ccccaabbcccccaa",
)]  # fmt: skip
"""Gwet's raw_gender: four raters, fifteen people, three answers."""

GWET = [
    # ratings, weights, coefficient, value; Gwet (2014), irrCAC 0.4.4, which equals R's irrCAC
    (FOUR_RATERS, "identity", "gwet_ac1", 0.775444068127),
    (FOUR_RATERS, "identity", "fleiss_kappa", 0.761169275422),
    (FOUR_RATERS, "identity", "krippendorff_alpha", 0.743421052632),
    (FOUR_RATERS, "identity", "conger_kappa", 0.762817441303),
    (FOUR_RATERS, "identity", "brennan_prediger", 0.772727272727),
    (FOUR_RATERS, "quadratic", "gwet_ac1", 0.914000723552),
    (FOUR_RATERS, "quadratic", "fleiss_kappa", 0.864935064935),
    (FOUR_RATERS, "quadratic", "krippendorff_alpha", 0.849107142857),
    (FOUR_RATERS, "quadratic", "conger_kappa", 0.857710656223),
    (FOUR_RATERS, "quadratic", "brennan_prediger", 0.901515151515),
    (FOUR_RATERS, "ordinal_weights", "gwet_ac1", 0.898939769908),
    (FOUR_RATERS, "ordinal_weights", "fleiss_kappa", 0.850206189397),
    (FOUR_RATERS, "ordinal_weights", "krippendorff_alpha", 0.833638025594),
    (FOUR_RATERS, "ordinal_weights", "conger_kappa", 0.843659525188),
    (FOUR_RATERS, "ordinal_weights", "brennan_prediger", 0.886363636364),
    (FOUR_RATERS, "linear", "gwet_ac1", 0.858739136433),
    (FOUR_RATERS, "linear", "fleiss_kappa", 0.817944767097),
    (FOUR_RATERS, "linear", "krippendorff_alpha", 0.800383877159),
    (FOUR_RATERS, "linear", "conger_kappa", 0.813776319966),
    (FOUR_RATERS, "linear", "brennan_prediger", 0.848484848485),
    (GENDER, "identity", "gwet_ac1", 0.208080808081),
    (GENDER, "identity", "fleiss_kappa", 0.128888888889),
    (GENDER, "identity", "krippendorff_alpha", 0.143407407407),
    (GENDER, "identity", "conger_kappa", 0.16572077185),
    (GENDER, "identity", "brennan_prediger", 0.183333333333),
]
GWET_ERRORS = [
    # ratings, coefficient, standard error and the ends of the 95 % interval; irrCAC 0.4.4
    (FOUR_RATERS, "gwet_ac1", 0.142949950641, 0.460813348132, 1.0),
    (FOUR_RATERS, "fleiss_kappa", 0.153019203469, 0.424376279378, 1.0),
    (FOUR_RATERS, "krippendorff_alpha", 0.145573886985, 0.419062219209, 1.0),
    (FOUR_RATERS, "conger_kappa", 0.14916815248, 0.434500551337, 1.0),
    (FOUR_RATERS, "brennan_prediger", 0.144716619899, 0.454208139911, 1.0),
    (GENDER, "gwet_ac1", 0.090696815943, 0.013555484609, 0.402606131552),
    (GENDER, "fleiss_kappa", 0.14050133467, -0.172456503346, 0.430234281124),
    (GENDER, "krippendorff_alpha", 0.14050133467, -0.157937984828, 0.444752799642),
    (GENDER, "conger_kappa", 0.12120596165, -0.094240161193, 0.425681704893),
    (GENDER, "brennan_prediger", 0.101964824311, -0.035359464485, 0.402026131152),
]

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""Gwet (2014), table cont3x3abstractors: two reviewers of a hundred records."""
GWET_ABSTRACTORS = {
    "cohen_kappa": 0.796409402184,
    "gwet_ac1": 0.849330548231,
    "scott_pi": 0.796239696212,
    "brennan_prediger": 0.835,
    "krippendorff_alpha_nominal": 0.797258497731,
}

FLEISS_WIKIPEDIA = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
"""Wikipedia, "Fleiss' kappa": ten items, fourteen raters, five answers; how many gave each."""
FLEISS_VALUES = {"fleiss_kappa": 0.20993070442195522, "brennan_prediger": 0.2225274725274725}
"""Printed: .210; the second is Randolph's free-marginal kappa (2005), by statsmodels."""

TWO_BY_TWO_COLUMNS = (
    "percent_agreement",
    "cohen_kappa",
    "scott_pi",
    "krippendorff_alpha_nominal",
    "gwet_ac1",
    "brennan_prediger",
    "mcc",
    "prevalence_index",
    "bias_index",
    "kappa_max",
)
TWO_BY_TWO = [
    # kappa is .40, .1304 and .2593 in Wikipedia's article on it
    ([[20, 5], [10, 15]],
     (0.7, 0.4, 0.3939393939393939, 0.4, 0.40594059405940586, 0.4, 0.4082482904638631, 0.1, -0.1, 0.8)),
    ([[45, 15], [25, 15]],
     (0.6, 0.13043478260869554, 0.12087912087912096, 0.12527472527472538, 0.2660550458715595, 0.2, 0.1336306209562122,
      0.3, -0.1, 0.782608695652174)),
    ([[25, 35], [5, 35]],
     (0.6, 0.25925925925925924, 0.19191919191919188, 0.1959595959595959, 0.20792079207920788, 0.2, 0.31180478223116176,
      -0.1, 0.3, 0.4444444444444444)),
    # Feinstein and Cicchetti (1990): the same .85 of agreement is a kappa of .70 or of .32
    ([[40, 9], [6, 45]],
     (0.85, 0.6995192307692307, 0.6992481203007519, 0.700751879699248, 0.7007481296758106, 0.7, 0.7007858361449263,
      -0.05, 0.03, 0.9399038461538461)),
    ([[80, 10], [5, 5]],
     (0.85, 0.318181818181818, 0.31428571428571417, 0.3177142857142856, 0.808, 0.7, 0.32673201960653564,
      0.75, 0.05, 0.7727272727272725)),
    # Gwet (2002): agreement .944, kappa -.023, AC1 .94
    ([[118, 5], [2, 0]],
     (0.944, -0.02339181286549608, -0.028806584362140154, -0.024691358024691468, 0.9407763376087177, 0.888,
      -0.026028960314767677, 0.944, 0.024, 0.5614035087719302)),
]  # fmt: skip
"""Tables of two raters and two answers, and their coefficients in the order of `TWO_BY_TWO_COLUMNS`."""
SPECIFIC_AGREEMENTS = [
    # on the first answer 2a / (2a + b + c), on the second 2d / (2d + b + c): Cicchetti and Feinstein (1990)
    ([[80, 10], [5, 5]], 0.914285714, 0.4),  # 160/175, 10/25
    ([[118, 5], [2, 0]], 0.971193416, 0.0),  # 236/243, 0/7
    ([[40, 9], [6, 45]], 0.842105263, 0.857142857),  # 80/95, 90/105
]
KAPPA_ERROR = ([[20, 5], [10, 15]], 0.12699606293110033, 0.151092290476661, 0.6489077095233389)
"""Fleiss, Cohen and Everitt (1969), by statsmodels: standard error and 95 % interval of kappa."""

WEIGHTED_KAPPA = ([0] * 46 + [1] * 44 + [2] * 10, [0] * 50 + [1] * 40 + [2] * 10)
"""The test suite of scikit-learn: .9315, .9412, .9541."""
WEIGHTED_KAPPAS = {
    "cohen_kappa": 0.9315068493150684,
    "cohen_kappa_linear": 0.9411764705882353,
    "cohen_kappa_quadratic": 0.9541284403669725,
}

NEWCOMBE_1998 = [
    # k of n, Wilson (method 3), Clopper and Pearson (method 5): Newcombe (1998), table I
    (81, 263, (0.2552885198782742, 0.36620957698280004), (0.25273674558527137, 0.36762192260135135)),
    (15, 148, (0.06238639953073628, 0.16048724172330803), (0.05784401008344857, 0.161650490349479)),
    (0, 20, (0.0, 0.1611251580528194), (0.0, 0.16843347098308534)),
    (1, 29, (0.006113214292762667, 0.17175521879320294), (0.000872646883579922, 0.17764429548872293)),
]
NONE_OF = {30: 0.0950, 100: 0.0295, 300: 0.00994, 1000: 0.00299}
"""None of n: the one-sided exact 95 % bound 1 - .05^(1/n), as printed (the rule of three)."""

BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
"""Benjamini and Hochberg (1995), section 4.1."""
FIRST_NINE_ADJUSTED = {
    "holm": [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213],
    "bh": [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571429, 0.0638571429, 0.0645, 0.0765],
    "by": [0.0049773435, 0.009954687, 0.0315231754, 0.1182119079, 0.2000892083, 0.2118926229, 0.2118926229,
           0.2140257701, 0.253844518],
}  # fmt: skip
"""statsmodels, ten digits."""

ALPHA_ERRORS = (0.135332764405, 0.146942215621)
"""Of nominal alpha of data C: infinitesimal and delete-one jackknife, from their definitions."""
CLUSTERED = ([1, 1, 0, 1, 0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
"""Scores and their clusters."""
ITEM_ERROR = 0.15491933384829668
"""Of their mean, each score for itself: the root of .24 / 10."""
CLUSTERED_ERRORS = {False: 0.04, True: 0.04618802153517005}
"""Miller (2024) by statsmodels, without and with its correction for few clusters."""
