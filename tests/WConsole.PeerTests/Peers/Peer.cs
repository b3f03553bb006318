namespace WConsole.PeerTests.Peers;

/// <summary>
/// Whether a real outside program that a test talks to is here. A missing one skips the test by its name, unless
/// <c>WCONSOLE_REQUIRE_PEERS=1</c> says that everything that can be installed must be here: then it fails.
/// </summary>
public static class Peer
{
    /// <summary>The folder with peers that no Debian package has, or null when it is not given.</summary>
    public static string? ExtraPeers =>
        Environment.GetEnvironmentVariable("WCONSOLE_PEERS") is { Length: > 0 } dir && Directory.Exists(dir) ? dir : null;

    /// <summary>Skips (or fails, see the type) the running test when one of these programs is not on the PATH.</summary>
    public static void Require(params string[] programs)
    {
        foreach (var program in programs.Where(p => Find(p) is null))
        {
            Missing(program, canBeInstalled: true);
        }
    }

    /// <summary>Skips the running test when the folder of extra peers is not given; it cannot be installed, so that is never a failure.</summary>
    /// <returns>The folder.</returns>
    public static string RequireExtra(string what)
    {
        if (ExtraPeers is null)
        {
            Missing(what, canBeInstalled: false);
        }

        return ExtraPeers!;
    }

    /// <summary>The full path of a program. Debian's own folders come first: another Python may stand first on the PATH.</summary>
    public static string? Find(string program) =>
        "/usr/bin:/usr/sbin:/bin:/sbin".Split(':')
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Select(dir => Path.Combine(dir, program))
            .FirstOrDefault(File.Exists);

    private static void Missing(string name, bool canBeInstalled)
    {
        if (canBeInstalled && Environment.GetEnvironmentVariable("WCONSOLE_REQUIRE_PEERS") == "1")
        {
            Assert.Fail($"{name} is missing and WCONSOLE_REQUIRE_PEERS=1; tests/install-peers installs it");
        }

        Assert.Skip($"{name} is not here");
    }
}
