#!/usr/bin/env bash
# npm test, and how many tests that was.
set -u
report=$(mktemp)
trap 'rm -f "$report"' EXIT
npm test -- --reporter=default --reporter=json --outputFile.json="$report"
code=$?
node -e '
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  require("fs").writeFileSync(process.argv[2], `${numPassedTests} ${numFailedTests} ${numPendingTests + numTodoTests}\n`);
' "$report" "${COUNTS:-/dev/null}"
exit "$code"
