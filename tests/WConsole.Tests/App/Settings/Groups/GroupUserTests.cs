using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

public sealed class GroupUserTests : IDisposable
{
    private readonly GroupBox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("wconsole.yaml", "groups:\n  w:\n    command: ./w\n    user: wwww\n", 4)]
    [InlineData("w.conf", "[program:w]\ncommand = true\nuser = wwww\n", 3)]
    [InlineData("w.service", "[Service]\nExecStart=/bin/true\nUser=wwww\n", 3)]
    public void A_user_that_this_host_does_not_know_is_refused_with_file_and_line(string name, string text, long line)
    {
        var path = Path.Combine(_box.Box.Work, name);
        SettingsBox.Write(path, text);
        var inputs = _box.Box.Inputs with { User = "root", KnowsUser = user => user is "root" or "www" };
        var problem = Assert.Single(GroupInput.Load(inputs, name).Problems);
        Assert.Equal((path, line), (problem.Origin, problem.Line));
        Assert.Contains("'wwww', and this host has no such user", problem.What, StringComparison.Ordinal);
        Assert.Contains("getent passwd", problem.Remedy, StringComparison.Ordinal);

        SettingsBox.Write(path, text.Replace("wwww", "www", StringComparison.Ordinal));
        var known = GroupInput.Load(inputs, name);
        Assert.Empty(known.Problems.Select(p => p.Text));
        Assert.Equal("www", Assert.Single(known.Groups).User);
    }
}
