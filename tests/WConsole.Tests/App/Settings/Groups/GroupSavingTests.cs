using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>A group that was asked for, written into a file that a person wrote.</summary>
public sealed class GroupSavingTests : IDisposable
{
    private static readonly string[] Lines = ["tick:", "  command: [./tick]"];

    private readonly GroupBox _box = new();

    private static AskedGroup Tick { get; } = new("tick", null, ["./tick", "a b"], "1", null, [KeyValuePair.Create("A", "x: #y")]);

    public void Dispose() => _box.Dispose();

    [Fact]
    public void It_is_put_behind_the_last_group_and_nothing_else_changes()
    {
        const string Text = """
            # my fleet
            clusters:
              dev: { sources: [ { redis: redis://127.0.0.1/0 } ] }

            groups:
                mail:   # the first
                    command: ./mail   # as it was

                # a word about web
                web:
                    command: |
                        echo hi
                        exec ./web
                    # deeper

            # about the theme
            theme: dusk
            """;
        Assert.Equal(
            Text.Replace("        # deeper\n", "        # deeper\n    tick:\n      command: [./tick]\n", StringComparison.Ordinal),
            GroupInsertion.Of(Text, "tick", Lines).Text);
    }

    [Theory]
    [InlineData("groups:\n  a: { command: ./a }", "groups:\n  a: { command: ./a }\n  tick:\n    command: [./tick]\n")]
    [InlineData("groups:\n a:\n  command: ./a\n# end\n", "groups:\n a:\n  command: ./a\n tick:\n   command: [./tick]\n# end\n")]
    [InlineData("groups:\r\n  a:\r\n    command: ./a\r\ntheme: x\r\n", "groups:\r\n  a:\r\n    command: ./a\r\n  tick:\r\n    command: [./tick]\r\ntheme: x\r\n")]
    [InlineData("groups:\ntheme: x\n", "groups:\n  tick:\n    command: [./tick]\ntheme: x\n")]
    [InlineData("theme: x", "theme: x\n\ngroups:\n  tick:\n    command: [./tick]\n")]
    [InlineData("# only words", "# only words\ngroups:\n  tick:\n    command: [./tick]\n")]
    [InlineData("", "groups:\n  tick:\n    command: [./tick]\n")]
    [InlineData("x: &a { b: 1 }\ngroups:\n  a: { command: ./a, env: *a }\n\n\n", "x: &a { b: 1 }\ngroups:\n  a: { command: ./a, env: *a }\n  tick:\n    command: [./tick]\n\n\n")]
    public void Files_of_many_kinds_take_it(string before, string after) => Assert.Equal(after, GroupInsertion.Of(before, "tick", Lines).Text);

    [Theory]
    [InlineData("groups: { a: { command: ./a } }\n", "its groups: are written in braces")]
    [InlineData("{ groups: { a: { command: ./a } } }\n", "it is written in braces, or holds no keys")]
    [InlineData("x: &g\n  a: { command: ./a }\ngroups: *g\n", "its groups: are taken from elsewhere by an alias")]
    [InlineData("groups:\n  tick: { command: ./a }\n", "it has a group 'tick' already")]
    [InlineData("groups: [a]\n", "its groups: holds no keys")]
    [InlineData("groups: ~\n", "its groups: holds something else")]
    [InlineData("groups:\n  a: {\n", "it is no YAML at line 3")]
    [InlineData("---\ngroups:\n  a: { command: ./a }\n...\n", "it holds several documents, or marks of them")]
    [InlineData("a: 1\n---\nb: 2\n", "it holds several documents, or marks of them")]
    [InlineData("groups:\n  a:\n    command: |+\n      x\n\n\n", "the file would not read the same with it")]
    [InlineData("- a\n", "it is written in braces, or holds no keys")]
    public void Where_it_is_not_safe_nothing_is_written_and_the_reason_is_told(string before, string why)
    {
        var insertion = GroupInsertion.Of(before, "tick", Lines);
        Assert.Equal((null, why), (insertion.Text, insertion.Why));
    }

    [Fact]
    public void A_saved_group_reads_as_it_was_asked_for()
    {
        SettingsBox.Write(_box.File, "groups:\n  mail: { command: ./mail } # the first\n");
        var saving = GroupSaving.Save(Tick, _box.Box.Inputs);
        Assert.Equal("", saving.Why);
        Assert.Equal(new GroupOrigin(_box.File, 3), saving.Group!.Origin);
        var asked = AskedReading.Of(Tick, _box.Box.Work, "ops").Group!;
        Assert.Equal((asked.Environment["A"], string.Join('|', asked.Command)), (saving.Group.Environment["A"], string.Join('|', saving.Group.Command)));
        Assert.StartsWith("groups:\n  mail: { command: ./mail } # the first\n  tick:\n", File.ReadAllText(_box.File), StringComparison.Ordinal);
        Assert.Equal([_box.File], Directory.GetFiles(_box.Box.Work));
    }

    [Fact]
    public void A_new_file_is_made_and_a_link_stays_one()
    {
        Assert.Equal("", GroupSaving.Save(Tick, _box.Box.Inputs).Why);
        var real = Path.Combine(_box.Box.Work, "real.yaml");
        File.Move(_box.File, real);
        File.CreateSymbolicLink(_box.File, real);
        Assert.Equal("", GroupSaving.Save(Tick with { Name = "tock" }, _box.Box.Inputs).Why);
        Assert.Equal(real, new FileInfo(_box.File).LinkTarget);
        Assert.Contains("  tock:\n", File.ReadAllText(real), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_the_rights_of_the_file_are_kept()
    {
        File.WriteAllBytes(_box.File, [0xEF, 0xBB, 0xBF, .. "groups:\n  a: { command: ./a }\n"u8]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_box.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal("", GroupSaving.Save(Tick, _box.Box.Inputs).Why);
        var bytes = File.ReadAllBytes(_box.File);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'g'], bytes[..4]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_box.File));
    }

    [Fact]
    public void Secrets_strange_bytes_broken_files_and_a_Procfile_that_would_be_hidden_are_refused()
    {
        SettingsBox.Write(Path.Combine(_box.Box.Work, "Procfile"), "web: ./web\n");
        Assert.Contains("reads " + Path.Combine(_box.Box.Work, "Procfile"), GroupSaving.Save(Tick, _box.Box.Inputs).Why, StringComparison.Ordinal);
        SettingsBox.Write(_box.File, "groups:\n  a: { command: ./a }\n");
        var secret = Tick with { Env = [KeyValuePair.Create("DB_PASSWORD", "geheim")] };
        Assert.StartsWith("DB_PASSWORD looks like a secret", GroupSaving.Save(secret, _box.Box.Inputs).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", GroupSaving.ToPaste(secret, _box.Box.Work), StringComparison.Ordinal);
        Assert.StartsWith("the password of a URL", GroupSaving.Save(Tick with { Command = ["./a", "-b", "redis://:geheim@h/0"] }, _box.Box.Inputs).Why, StringComparison.Ordinal);
        SettingsBox.Write(_box.File, "groups:\n  a: { comand: ./a }\n");
        Assert.StartsWith("it is not right as it stands", GroupSaving.Save(Tick, _box.Box.Inputs).Why, StringComparison.Ordinal);
        File.WriteAllBytes(_box.File, [.. "groups:\n  a: { command: ./a } # "u8, 0xE4, 0x0A]);
        Assert.Equal("it is not written in UTF-8", GroupSaving.Save(Tick, _box.Box.Inputs).Why);
        Assert.Equal(0xE4, File.ReadAllBytes(_box.File)[^2]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("./a-b/c.py", "./a-b/c.py")]
    [InlineData("", "''")]
    [InlineData("yes", "'yes'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("-A", "'-A'")]
    [InlineData("a: b #c", "'a: b #c'")]
    [InlineData("a\n\t\"\\\u0001ü", "\"a\\n\\t\\\"\\\\\\u0001ü\"")]
    public void A_text_is_quoted_where_it_must_be(string text, string yaml) => Assert.Equal(yaml, GroupText.Scalar(text));
}
