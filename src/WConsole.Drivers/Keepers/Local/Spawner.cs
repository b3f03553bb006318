using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Starts a process in a session of its own, standard input closed, output into a file, every signal as a new program expects it: neither Ctrl-C, nor a lost
/// line, nor the end of who started it reaches it (process-managers §5.1). posix_spawn, since Process.Start can do none of this.
/// </summary>
internal static class Spawner
{
    /// <summary>Starts it. Returns once the program itself runs, or is known not to.</summary>
    public static SpawnResult Start(SpawnOrder order)
    {
        if (order.Arguments.Count == 0)
        {
            return new SpawnResult(0, "no command is given");
        }

        if (!Directory.Exists(order.WorkingDirectory))
        {
            return new SpawnResult(0, $"there is no directory {order.WorkingDirectory} to start it in");
        }

        var name = order.Arguments[0];
        if (Find(name, order) is not { } path)
        {
            return new SpawnResult(0, name.Contains('/', StringComparison.Ordinal)
                ? $"there is no program {name} (from {order.WorkingDirectory})"
                : $"there is no program '{name}' in PATH ({order.Environment.GetValueOrDefault("PATH", "not set")})");
        }

        // What takes the program's place first finds it again by the same PATH.
        path = order.Through?[0] ?? path;
        var (error, pid) = Run(path, order);
        return error == 0 ? new SpawnResult(pid, null) : new SpawnResult(0, SpawnWords.Of(error, path, order));
    }

    private static string? Find(string name, SpawnOrder order)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.IsPathRooted(name) ? name : Path.Combine(order.WorkingDirectory, name);
            return File.Exists(path) ? path : null;
        }

        return order.Environment.GetValueOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").Split(':')
            .Select(folder => Path.Combine(folder.Length == 0 ? order.WorkingDirectory : folder, name))
            .FirstOrDefault(p => File.Exists(p) && IsExecutable(p));
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode Any = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Any) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static unsafe (int Error, int Pid) Run(string path, SpawnOrder order)
    {
        var actions = stackalloc byte[Posix.SpawnBlock];
        var attributes = stackalloc byte[Posix.SpawnBlock];
        var set = stackalloc byte[Posix.SpawnBlock];
        _ = Posix.FileActionsInit(actions);
        _ = Posix.SpawnAttributesInit(attributes);
        byte** argv = null, envp = null;
        var (limited, before) = (false, default(Posix.Limit));
        try
        {
            // The runtime ignores SIGPIPE, and its children would too.
            _ = Posix.SignalSetFill(set);
            _ = Posix.SpawnAttributesSetDefault(attributes, set);
            _ = Posix.SignalSetEmpty(set);
            _ = Posix.SpawnAttributesSetMask(attributes, set);
            _ = Posix.SpawnAttributesSetFlags(attributes, Posix.SpawnSetSid | Posix.SpawnSetSigDef | Posix.SpawnSetSigMask);
            _ = Posix.FileActionsOpen(actions, 0, "/dev/null", Posix.OpenFlags.ReadOnly, 0);
            _ = Posix.FileActionsOpen(actions, 1, order.Output, Posix.OpenFlags.WriteOnly | Posix.OpenFlags.Create | Posix.OpenFlags.Append, 0x180);
            _ = Posix.FileActionsCopy(actions, 1, 2);
            _ = Posix.FileActionsChangeDirectory(actions, order.WorkingDirectory);
            CloseTheRest(actions);
            argv = Texts([.. order.Through ?? [], .. order.Arguments]);
            envp = Texts([.. order.Environment.Select(v => $"{v.Key}={v.Value}")]);
            limited = Limit(order.OpenFiles, out before);
            var error = Posix.Spawn(out var pid, path, actions, attributes, argv, envp);
            return (error, pid);
        }
        finally
        {
            if (limited)
            {
                _ = Posix.SetLimit(Posix.OpenFilesLimit, ref before);
            }

            Free(argv);
            Free(envp);
            _ = Posix.FileActionsDestroy(actions);
            _ = Posix.SpawnAttributesDestroy(attributes);
        }
    }

    // The runtime raises the limit of open files to the hard one for itself. Programs that go through all possible descriptors (Celery's pool does)
    // would take minutes where that is a billion: they get what this program was started with.
    private static bool Limit(ulong? openFiles, out Posix.Limit before)
    {
        if (openFiles is not { } soft || Posix.GetLimit(Posix.OpenFilesLimit, out before) != 0 || before.Hard < soft)
        {
            before = default;
            return false;
        }

        var lower = before with { Soft = soft };
        return Posix.SetLimit(Posix.OpenFilesLimit, ref lower) == 0;
    }

    // What we hold closes by itself on exec; what was handed to us by our own parent does not.
    private static unsafe void CloseTheRest(byte* actions)
    {
        try
        {
            _ = Posix.FileActionsCloseFrom(actions, 3);
        }
        catch (EntryPointNotFoundException)
        {
        }
    }

    private static unsafe byte** Texts(IReadOnlyList<string> texts)
    {
        var list = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[i]);
            list[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(list[i], bytes.Length));
        }

        return list;
    }

    private static unsafe void Free(byte** list)
    {
        if (list == null)
        {
            return;
        }

        for (var at = list; *at != null; at++)
        {
            NativeMemory.Free(*at);
        }

        NativeMemory.Free(list);
    }
}
