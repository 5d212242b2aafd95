const testFolder =
  /(^|\/)(tests?|__tests__|__mocks__|specs?|fixtures?|testdata|test[-_]data|e2e|cypress|seeds?|seeders?|mocks?)\//i;
const testName =
  /^(test_.*|.*_test|conftest|.*[.-](test|spec|cy|e2e|stories|fixture|mock)|seed|seeds|.*[._-]seeds?|seed[._-].*|factories|fixtures?|mocks?)\.[cm]?[a-z]+$/i;

/** Whether a path is that of a test, a fixture or a seed script, where invented people are the rule. */
export function isTestFile(file: string): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return testFolder.test(file) || testName.test(name);
}
