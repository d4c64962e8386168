/* Says how far Vitest is: a line for each tenth of the test files. */

export default class ProgressReporter {
  #files = 0;
  #done = 0;

  onTestRunStart(specifications) {
    this.#files = specifications.length;
  }

  onTestModuleEnd() {
    this.#done += 1;
    const tenths = (files) => Math.floor((files * 10) / this.#files);
    if (tenths(this.#done) > tenths(this.#done - 1)) {
      console.log(` ${tenths(this.#done) * 10} % of ${this.#files} test files`);
    }
  }
}
