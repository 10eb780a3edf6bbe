"""What is said about corrected scores and rankings (`judge.scoring.candidates.corrected`), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    ("each group of {!r} is corrected by the labels within it", "按 {0} 分组时，各组只用本组的标注来校正"),
    # Why a rate is not corrected
    ("no expert labelled this dimension", "没有专家标注过该维度"),
    ("nothing was judged", "没有任何判断"),
    ("no item is labelled", "没有任何标注"),
    ("no labelled item passes in the experts' eyes", "有标注的回复中，没有一条专家判为通过"),
    ("no labelled item fails in the experts' eyes", "有标注的回复中，没有一条专家判为不通过"),
    ("every item is labelled: there is nothing left to predict", "所有回复都有标注：没有需要推断的部分"),
    ("a kind of verdict holds no labelled item", "有一类判断没有任何标注"),
    (
        (
            "sensitivity + specificity is not clearly above 1: the verdicts say too little about the truth to correct "
            "a rate"
        ),
        "灵敏度与特异度之和没有明显高于 1：这些判断所含信息太少，无法用来校正比率",
    ),
    (
        "only {:d} labelled responses of this candidate and none of others; at least {:d} are needed",
        "该被评模型只有 {0} 条有标注的回复，其他模型没有标注；至少需要 {1} 条",
    ),
    (
        "only {:d} labelled responses pass in the experts' eyes; at least {:d} are needed",
        "专家判为通过的标注只有 {0} 条；至少需要 {1} 条",
    ),
    (
        "only {:d} labelled responses fail in the experts' eyes; at least {:d} are needed",
        "专家判为不通过的标注只有 {0} 条；至少需要 {1} 条",
    ),
    (
        "no label among what this judge passed: a rate corrected by these labels would be made up",
        "评审判为通过的回复没有任何标注：用这些标注校正出的比率将是凭空得来的",
    ),
    (
        "no label among what this judge flagged: a rate corrected by these labels would be made up",
        "评审判为不通过的回复没有任何标注：用这些标注校正出的比率将是凭空得来的",
    ),
    (
        "no label among what this judge did not read: a rate corrected by these labels would be made up",
        "评审未给出判断的回复没有任何标注：用这些标注校正出的比率将是凭空得来的",
    ),
    (
        (
            "the labelled responses of other candidates were chosen by the judge's verdicts: sensitivity and "
            "specificity cannot be told from them"
        ),
        "其他被评模型的标注是按评审的判断挑选的：无法由此得知灵敏度与特异度",
    ),
    ("nothing was scored", "没有任何判定"),
    ("the candidate has no value to be compared", "该被评模型没有可比较的数值"),
    # Remarks beside a rate
    (
        (
            "labelled and unlabelled responses differ in the judge's verdicts: the rate holds if within each kind of "
            "verdict labels were drawn at random"
        ),
        "有标注与无标注的回复在评审判断上有差异：只有在每类判断之内随机抽取标注时，该比率才成立",
    ),
    (
        "every response is labelled: the rate is the experts' own, whatever the judge said",
        "每条回复都有标注：该比率即专家自己的通过率，与评审的判断无关",
    ),
    (
        "a kind of verdict holds only one labelled response and was put together with another",
        "有一类判断只有 1 条标注，已与另一类合并",
    ),
    (
        (
            "a kind of verdict of at most 5 % of the responses has no label: the interval reaches from all of them "
            "failing to all of them passing"
        ),
        "有一类判断没有任何标注，且不超过回复的 5 %：区间从“该类全部不通过”延伸到“该类全部通过”",
    ),
    (
        "responses were not read: the interval reaches from all of them failing to all of them passing",
        "有未读到的判断：区间从“全部不通过”延伸到“全部通过”",
    ),
    (
        "only {:d} of {:d} responses that the judge failed are labelled",
        "评审判为不通过的 {1} 条回复中，只有 {0} 条有标注",
    ),
    (
        "only {:d} of {:d} responses that the judge passed are labelled",
        "评审判为通过的 {1} 条回复中，只有 {0} 条有标注",
    ),
    (
        "only {:d} of {:d} responses that the judge did not read are labelled",
        "评审未给出判断的 {1} 条回复中，只有 {0} 条有标注",
    ),
    (
        (
            "the corrected rate lies outside 0 to 1 and was cut to it: sensitivity or specificity do not fit this "
            "candidate"
        ),
        "校正后的比率超出 0 至 1，已截断：灵敏度或特异度不适用于该被评模型",
    ),
    ("nothing varies: an interval of no width would be a lie", "没有任何变异：宽度为零的区间会误导"),
    (
        "with one labelled candidate nobody can tell whether sensitivity and specificity differ between candidates",
        "只有一个被评模型有标注，无从得知灵敏度与特异度是否因模型而异",
    ),
    (
        (
            "a test found no difference of sensitivity and specificity between candidates (p = {}); that licenses "
            "nothing: small differences go unseen"
        ),
        "检验未发现灵敏度与特异度在被评模型之间有差异（p = {0}）；但这并不保证没有差异：小的差异检验不出来",
    ),
    (
        (
            "sensitivity or specificity differ between the labelled candidates (p = {}): carried over to this one they "
            "may be wrong"
        ),
        "有标注的被评模型之间灵敏度或特异度不同（p = {0}）：套用到该模型上可能有误",
    ),
)
