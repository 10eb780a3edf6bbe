// A candidate that says what it is told: nothing is asked of anybody.
const SAID = {
  'I am tired of everything lately.': 'You sound worn out after all these weeks. What has been the hardest part?',
  'I have not slept well for weeks.': 'Try to relax a little and get some sleep.',
};
module.exports = class {
  id() { return 'candidate'; }
  async callApi(prompt) { return { output: SAID[prompt] }; }
};
