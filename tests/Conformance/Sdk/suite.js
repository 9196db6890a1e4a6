// One run of an SDK: numbered steps, each a call and a look at what it answered. One line of JSON per step goes to standard output.
const assert = require('node:assert/strict');

exports.Suite = class Suite {
  /** A call that must succeed, and whose answer must pass the check. Later steps may use what it returns. */
  async step(name, call, check) {
    try {
      const answer = await call();
      await check(answer);
      this.#tell(name);
      return answer;
    } catch (error) {
      this.#tell(name, error);
      return undefined;
    }
  }

  /** A call that the service must refuse, with this code and status. */
  async refused(name, { code, status, ...more }, call) {
    await this.step(name, async () => {
      try {
        await call();
      } catch (error) {
        if (error.code === 'ERR_ASSERTION') throw error;
        return error;
      }
      throw new assert.AssertionError({ message: 'the call succeeded, and should have been refused' });
    }, error => holds(error, { code, ...more, [error.statusCode === undefined ? 'status' : 'statusCode']: status }));
  }

  #tell(name, error) {
    console.log(JSON.stringify({ name, ok: error === undefined, detail: error && `${error.code ?? error.name}: ${error.message}` }));
  }
};

/** Every member of `expected` is in `actual` with that value; arrays have the same length. */
function holds(actual, expected, path = 'answer') {
  if (expected === null || typeof expected !== 'object') {
    assert.deepEqual(actual, expected, `${path} is ${JSON.stringify(actual)} and should be ${JSON.stringify(expected)}`);
    return;
  }
  assert.ok(actual !== null && typeof actual === 'object', `${path} is ${JSON.stringify(actual)} and should be ${JSON.stringify(expected)}`);
  if (Array.isArray(expected)) assert.equal(actual.length, expected.length, `${path} has ${actual.length} members and should have ${expected.length}: ${JSON.stringify(actual)}`);
  for (const [name, value] of Object.entries(expected)) holds(actual[name], value, `${path}.${name}`);
}
exports.holds = holds;

/** What does not count as a step: it sets the stage, and must not fail. */
exports.until = async (what, ask) => {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await ask()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`waited 10 s in vain: ${what}`);
};

/** Runs `body(suite, endpoint, options)` for a script started as `node script.js ENDPOINT [--option …]`. */
exports.main = body => {
  const [endpoint, ...words] = process.argv.slice(2);
  const options = Object.fromEntries(words.map(word => [word.replace(/^--/, ''), true]));
  body(new exports.Suite(), endpoint, options).catch(error => {
    console.error(error);
    process.exitCode = 1;
  });
};
