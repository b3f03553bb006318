using System.Collections;
using System.Collections.Immutable;
using WConsole.Cli;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Frameworks.Kept;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;
using WConsole.Engine;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Settings;
using WConsole.Settings.Groups;
using WConsole.Tui;
using SettingsOfCelery = WConsole.Drivers.Frameworks.Celery.CelerySettings;

namespace WConsole;

/// <summary>The only place that knows everything: makes drivers from settings, an engine from drivers, and hands both to the command line.</summary>
internal static class Composition
{
    /// <summary>Begins the address of a launcher among the brokers.</summary>
    internal const string LauncherScheme = "launcher:";

    /// <param name="ahead">What was begun before anything was read.</param>
    public static CliHost Host(Streams streams, AheadOfVerb ahead) => new(
        streams,
        Variables(),
        Environment.CurrentDirectory,
        static () => Environment.UserName,
        TimeProvider.System,
        Look,
        Open,
        (start, engine) => ScreenStart.Run(start, engine, Variables(), Environment.UserName, streams, Launcher))
    {
        EndsWithVerb = true,
        CheckScreen = CheckScreen,
        KnowsUser = KnowsUser,
        Launcher = folder => Launcher(folder, ahead.Launcher),
        GroupsAhead = ahead.Groups,
        Self = static () => Self,
    };

    // How this very program is started again, for the launcher's own process; a build that was not published may be run by the dotnet host.
    private static ImmutableArray<string> Self => Environment.ProcessPath is not { } program ? ["wconsole"]
        : Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "wconsole.dll")]
        : [program];

    /// <summary>Begins what a command line is sure to want of a launcher, as far as its bare words tell: it takes as long as everything that comes before the
    /// verb's own first question. Never throws.</summary>
    public static AheadOfVerb Begin(string[] args)
    {
        try
        {
            return BeginOrThrow(args);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that is gone: the verb finds it, too, and tells.
            return AheadOfVerb.Nothing;
        }
    }

    private static AheadOfVerb BeginOrThrow(string[] args)
    {
        if (LauncherAhead.StartsOne(args, ""))
        {
            // On a thread of its own: the pool is not there yet.
            var groups = Task.Factory.StartNew(() => GroupInput.Load(Inputs(SettingsFlags.None, Environment.CurrentDirectory)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var folder = LauncherAhead.Folder(Environment.GetEnvironmentVariable);
            return new AheadOfVerb(LauncherBegun.Start(folder, Bare(folder)), groups);
        }

        return LauncherAhead.EndsIt(args) ? new AheadOfVerb(LauncherBegun.Down(LauncherAhead.Folder(Environment.GetEnvironmentVariable)), null) : AheadOfVerb.Nothing;
    }

    private static SettingsInputs Inputs(SettingsFlags flags, string directory) => new(Variables(), directory, flags, Look) { CheckScreen = CheckScreen, KnowsUser = KnowsUser };

    // Asked only where something is said: batch starts without the tables of keys.
    private static ImmutableArray<SettingsProblem> CheckScreen(ConsoleSettings settings) =>
        settings.Keys.IsEmpty && settings.Views.IsEmpty && settings.Favourites.IsEmpty ? [] : ScreenSettings.Check(settings);

    private static bool KnowsUser(string user) => UserAccount.Find(user) is not null;

    // Nothing is asked of a framework before the command line is read.
    private static LocalKeeper Bare(string folder) => new(folder, Self, Variables(), TimeProvider.System, null);

    /// <summary>The launcher of a state directory.</summary>
    public static LocalKeeper Launcher(string folder) => Launcher(folder, null);

    private static LocalKeeper Launcher(string folder, LauncherBegun? ahead)
    {
        var replies = new FrameworkReplies((flags, directory) => new SettingsInputs(Variables(), directory, flags, Look), Alone);
        return new LocalKeeper(folder, Self, Variables(), TimeProvider.System, replies.AskAsync) { Renew = replies.RenewAsync, Ahead = ahead };
    }

    /// <summary>A broker URL, looked at without connecting.</summary>
    internal static BrokerLook Look(string url)
    {
        if (LauncherFolder(url) is { } folder)
        {
            return new BrokerLook(url, Path.GetFileName(folder) is var name and not "launcher" ? name : "local", false, Path.IsPathRooted(folder) ? null : "the folder of a launcher is an absolute path", "write launcher:/home/me/.local/state/wconsole/launcher");
        }

        if (url.StartsWith("kafka:", StringComparison.OrdinalIgnoreCase))
        {
            return new BrokerLook("kafka", "kafka", false, "this release has no driver for kafka:// brokers", "give a redis:// or rediss:// URL");
        }

        return BrokerUrl.Parse(url) switch
        {
            BrokerUrlReading.Urls { First: var first } => new BrokerLook(first.Masked, Place(first), first.Password is not null, Warning: Unchecked(first)),
            BrokerUrlReading.Problem problem => new BrokerLook(Secrets.Mask(url), "", false, problem.What, problem.Remedy),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // launcher:/path/of/its/state: the programs of a local launcher as workers.
    private static string? LauncherFolder(string url) => url.StartsWith(LauncherScheme, StringComparison.Ordinal) ? url[LauncherScheme.Length..] : null;

    private static EngineOpening Open(ClusterSettings cluster, XdgFolders folders, bool stays) => Open(cluster, folders, LauncherBeside.Find(cluster, folders, Launcher, stays));

    // As the launcher itself asks: it must not look at itself.
    private static EngineOpening Alone(ClusterSettings cluster, XdgFolders folders) => Open(cluster, folders, null);

    private static EngineOpening Open(ClusterSettings cluster, XdgFolders folders, IFleetSource? beside)
    {
        var log = new LogFile(folders.State, Secrets.Mask);
        var launcher = folders.Launcher(Environment.GetEnvironmentVariable);
        var brokers = cluster.Sources.Count(s => LauncherFolder(s.Url) is null);
        List<IFleetSource> sources = [];
        foreach (var source in cluster.Sources)
        {
            sources.Add(LauncherFolder(source.Url) is { } folder ? Local(source, folder, brokers) : Source(source, brokers == 1, launcher));
        }

        if (beside is not null)
        {
            sources.Add(beside);
        }

        var options = new EngineOptions(cluster.Name, Environment.MachineName, folders.State, Secrets.Mask, log.Write) { Measure = new HostMeter().Read };
        return new EngineOpening(new FleetEngine(options, sources, TimeProvider.System), null);
    }

    private static KeptSource Local(SourceSettings source, string folder, int brokers) =>
        new(new SourceId(source.Name), Launcher(folder), TimeProvider.System, brokers == 0 ? KeptScope.Everything : new KeptScope([CeleryProfile.Id], brokers == 1));

    private static CelerySource Source(SourceSettings source, bool only, string launcher)
    {
        // The settings were checked: a URL that cannot be read never comes this far.
        var broker = ((BrokerUrlReading.Urls)BrokerUrl.Parse(source.Url)).First;
        broker = broker with { Password = source.Password ?? broker.Password, Tls = Tls(source.Tls) ?? broker.Tls };
        var celery = SettingsOfCelery.Of(broker, Names(source.Celery)) with { Queues = source.Celery.Queues, IdSource = only ? "" : source.Name };
        return new CelerySource(new SourceId(source.Name), celery, TimeProvider.System, launcher: () => Launcher(launcher));
    }

    private static CeleryNames Names(Settings.CelerySettings told)
    {
        var names = new CeleryNames();
        return names with
        {
            KeyPrefix = told.KeyPrefix ?? names.KeyPrefix,
            ControlExchange = told.ControlExchange ?? names.ControlExchange,
            EventExchange = told.EventExchange ?? names.EventExchange,
            FanoutPrefix = told.FanoutPrefix ?? names.FanoutPrefix,
            FanoutPatterns = told.FanoutPatterns ?? names.FanoutPatterns,
        };
    }

    // Whoever writes a tls: block means it: the server is checked, though Celery's own default is not to.
    private static TlsSettings? Tls(TlsFiles? files) =>
        files is null ? null : new TlsSettings(CertificateCheck.Required, files.Authority, files.Certificate, files.Key, files.CheckHostName);

    // Celery's own default: encrypted, but anybody may be at the other end.
    private static string? Unchecked(BrokerUrl url) => url.Tls is { Check: CertificateCheck.None }
        ? $"the certificate of {url.Masked} is not checked (as Celery does by default); add ?ssl_cert_reqs=required&ssl_ca_certs=FILE, or write a tls: block into the settings"
        : null;

    private static string Place(BrokerUrl url) => url.Masked[(url.Masked.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('@')[^1];

    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
