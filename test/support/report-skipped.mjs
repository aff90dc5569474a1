const NEEDED = / \(needs (\w+)\)/;

/** Says at the end of a run which suites were skipped, and for want of what. */
export default class ReportSkipped {
  onRunComplete(_, { testResults }) {
    const lines = [...skippedFiles(testResults)].map(([variable, { size }]) => {
      return `${size} ${size === 1 ? 'suite was' : 'suites were'} skipped because ${variable} is not set\n`;
    });
    // Jest writes its own summary after every other reporter.
    process.once('exit', () => lines.forEach((line) => process.stderr.write(line)));
  }
}

function skippedFiles(testResults) {
  const byVariable = new Map();
  for (const { testFilePath, testResults: tests } of testResults) {
    for (const { status, fullName } of tests) {
      const variable = status === 'pending' && NEEDED.exec(fullName)?.[1];
      if (variable) byVariable.set(variable, (byVariable.get(variable) ?? new Set()).add(testFilePath));
    }
  }
  return byVariable;
}
