import ts from "typescript";

export interface Editor {
  /** The comment shown for the last `word` of one of the lines, its tags included. */
  hover(line: string, word: string): string;
  /** Every option of every layer's constructor. */
  constructorOptions(): { of: string; name: string; comment: string }[];
}

/** TypeScript as editors run it, on lines that use a package as `dh` by its declarations alone. */
export function editorOf(declarations: string, lines: readonly string[]): Editor {
  const file = "/program.ts";
  const text = ['import * as dh from "downhill";', ...lines, ""].join("\n");
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
    paths: { downhill: [declarations] },
  };
  const read = (name: string): string | undefined => (name === file ? text : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const content = read(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
  });
  return {
    hover(line, word) {
      const shown = service.getQuickInfoAtPosition(file, text.indexOf(`\n${line}\n`) + 1 + line.lastIndexOf(word));
      const tags = (shown?.tags ?? []).map((tag) => ts.displayPartsToString(tag.text));
      return [ts.displayPartsToString(shown?.documentation), ...tags].join("\n");
    },
    constructorOptions: () => constructorOptions(service.getProgram() as ts.Program, file),
  };
}

function constructorOptions(program: ts.Program, file: string): ReturnType<Editor["constructorOptions"]> {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file) as ts.SourceFile;
  const [{ importClause }] = source.statements.filter(ts.isImportDeclaration);
  const namespace = checker.getSymbolAtLocation(
    ((importClause as ts.ImportClause).namedBindings as ts.NamespaceImport).name,
  );
  const layers = checker.getExportsOfModule(checker.getAliasedSymbol(namespace as ts.Symbol)).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return symbol.flags & ts.SymbolFlags.Class &&
      symbol.declarations?.[0].getSourceFile().fileName.includes("/nn.layers.")
      ? [symbol]
      : [];
  });
  return layers.flatMap((layer) =>
    checker
      .getTypeOfSymbol(layer)
      .getConstructSignatures()
      .flatMap(({ parameters }) => parameters.filter(({ name }) => name === "options"))
      .flatMap((parameter) => checker.getTypeOfSymbol(parameter).getNonNullableType().getProperties())
      .map((option) => ({
        of: layer.name,
        name: option.name,
        comment: ts.displayPartsToString(option.getDocumentationComment(checker)),
      })),
  );
}
