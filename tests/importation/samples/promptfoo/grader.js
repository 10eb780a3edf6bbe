// A grader for promptfoo's llm-rubric that says what it is told: reads which criterion it is asked about, and about which words.
const SAYS = [
  ['feels', 'worn out', { reason: 'It takes up how tired she is.', pass: true, score: 1 }],
  ['feels', 'relax', { reason: 'It only gives advice.', pass: false, score: 0 }],
  ['somebody', 'worn out', { reason: 'Nobody is named.', pass: false, score: 0 }],
  ['somebody', 'relax', 'I would rather not say.'],
];
module.exports = class {
  id() { return 'grader'; }
  async callApi(prompt) {
    const found = SAYS.find(([criterion, words]) => prompt.includes(criterion) && prompt.includes(words));
    const said = found ? found[2] : 'lost';
    return { output: typeof said === 'string' ? said : JSON.stringify(said) };
  }
};
