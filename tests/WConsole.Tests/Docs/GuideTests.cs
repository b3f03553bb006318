using System.Text.RegularExpressions;

namespace WConsole.Tests.Docs;

/// <summary>The guide names paths and symbols; each must exist, so that the guide cannot rot quietly.</summary>
public sealed partial class GuideTests
{
    private static readonly string[] Pages = ["docs/guide.md", "README.md"];

    [Fact]
    public void Every_path_that_the_docs_name_exists()
    {
        var missing = Named().Where(n => IsPath(n.Token) && !Exists(n.Token)).Select(n => $"{n.Page}: {n.Token}");
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_symbol_that_the_docs_name_is_declared()
    {
        var source = string.Join('\n', Sources().Select(File.ReadAllText));
        var missing = Named()
            .Where(n => Symbol().IsMatch(n.Token))
            .Where(n => !n.Token.Split('.').All(part => Regex.IsMatch(source, $@"\b(?:class|record|struct|interface|enum|namespace|static|readonly|const|public|internal|void|Task|new)\b[^;=\n]*\b{part}\b") || Regex.IsMatch(source, $@"^\s*{part}\b[,( =]", RegexOptions.Multiline)))
            .Select(n => $"{n.Page}: {n.Token}");
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_promise_has_a_proof_that_exists()
    {
        var tests = string.Join('\n', Sources().Select(File.ReadAllText));
        var benches = File.ReadAllText(Path.Combine(ArrowTests.Root, "tests/bench/WConsole.Bench/Program.cs"));
        var rows = File.ReadAllLines(Path.Combine(ArrowTests.Root, "docs/promises.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.InRange(rows.Count, 20, 100);
        foreach (var row in rows)
        {
            var proofs = Backticked().Matches(row.Split('|')[2]).Select(m => m.Groups[1].Value).ToList();
            Assert.NotEmpty(proofs);
            Assert.All(proofs, proof => Assert.True(
                proof.Contains('_', StringComparison.Ordinal) ? Regex.IsMatch(tests, $@"public (?:async Task|void) {proof}\(") : benches.Contains($"[\"{proof}\"]", StringComparison.Ordinal), $"{proof} is no test and no bench: {row}"));
        }
    }

    [Theory]
    [InlineData("column added")]
    [InlineData("key of an action")]
    [InlineData("Celery's bytes made")]
    [InlineData("thread draws")]
    [InlineData("framework added")]
    public void The_guide_answers_the_question(string question)
    {
        var row = File.ReadAllLines(Path.Combine(ArrowTests.Root, "docs/guide.md")).FirstOrDefault(l => l.StartsWith('|') && l.Contains(question, StringComparison.Ordinal));
        Assert.True(row is not null, $"docs/guide.md has no row for: {question}");
        Assert.Contains(Backticked().Matches(row), m => IsPath(m.Groups[1].Value) || Symbol().IsMatch(m.Groups[1].Value));
    }

    private static IEnumerable<(string Page, string Token)> Named() =>
        from page in Pages
        let text = Fenced().Replace(File.ReadAllText(Path.Combine(ArrowTests.Root, page)), "")
        from Match m in Backticked().Matches(text)
        select (page, m.Groups[1].Value);

    private static IEnumerable<string> Sources() => new[] { "src", "tests" }
        .SelectMany(d => Directory.EnumerateFiles(Path.Combine(ArrowTests.Root, d), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.EndsWith("GuideTests.cs", StringComparison.Ordinal));

    private static bool IsPath(string token) => !token.Contains(' ', StringComparison.Ordinal)
        && (token.StartsWith("src/", StringComparison.Ordinal) || token.StartsWith("tests/", StringComparison.Ordinal) || token.StartsWith("docs/", StringComparison.Ordinal)
            || token.StartsWith("themes/", StringComparison.Ordinal) || token.StartsWith(".ci/", StringComparison.Ordinal) || token.EndsWith(".cs", StringComparison.Ordinal));

    private static bool Exists(string token)
    {
        var path = Path.Combine(ArrowTests.Root, token.TrimEnd('/'));
        return File.Exists(path) || Directory.Exists(path)
            || (!token.Contains('/', StringComparison.Ordinal) && Sources().Any(s => Path.GetFileName(s) == token))
            || (token.Contains('*', StringComparison.Ordinal) && Directory.Exists(Path.GetDirectoryName(path)) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Any());
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Backticked();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^(?:[A-Z][a-z]+){2,}(?:\.[A-Z]\w+)*$")]
    private static partial Regex Symbol();
}
