using System.Text;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>Writes a group that was asked for into <c>wconsole.yaml</c>, and proves it by reading the file again.</summary>
/// <param name="Group">As the file says it now; null when it was not saved.</param>
/// <param name="Why">Then: the plain reason.</param>
public sealed record GroupSaving(string File, WorkerGroup? Group, string Why)
{
    private const UnixFileMode NewFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Saves it into the project file of the working directory. Never throws.</summary>
    public static GroupSaving Save(AskedGroup asked, SettingsInputs inputs)
    {
        var path = Path.Combine(inputs.WorkingDirectory, SettingsPipeline.ProjectFileName);
        try
        {
            return WhyNot(asked, inputs, path) is { } why ? new GroupSaving(path, null, why) : Write(asked, inputs, path);
        }
        catch (DecoderFallbackException)
        {
            return new GroupSaving(path, null, "it is not written in UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new GroupSaving(path, null, e.Message);
        }
    }

    /// <summary>What to paste where it could not be saved; secret values masked.</summary>
    public static string ToPaste(AskedGroup asked, string folder) =>
        "groups:\n" + string.Concat(GroupText.Lines(Masked(asked), folder).Select(l => $"  {l.Text}\n"));

    private static AskedGroup Masked(AskedGroup asked) => asked with
    {
        Env = [.. asked.Env.Select(v => KeyValuePair.Create(v.Key, GroupValues.Show(v.Key, v.Value)))],
        Command = [.. asked.Command.Select(GroupValues.MaskUrl)],
        Celery = asked.Celery is { } celery ? celery with { More = [.. celery.More.Select(GroupValues.MaskUrl)] } : null,
    };

    private static string? WhyNot(AskedGroup asked, SettingsInputs inputs, string path)
    {
        var secret = asked.Env.FirstOrDefault(v => GroupValues.IsSecret(v.Key, v.Value)).Key
            ?? (asked.Command.Concat(asked.Celery?.More ?? []).Any(w => GroupValues.MaskUrl(w) != w) ? "the password of a URL in its command" : null);
        if (secret is not null)
        {
            return $"{secret} looks like a secret, and would stand there for everybody who reads it: put it into a file of variables, and write env_file: with its name";
        }

        if (!System.IO.File.Exists(path))
        {
            var procfile = Path.Combine(inputs.WorkingDirectory, GroupInput.ProcfileName);
            return System.IO.File.Exists(procfile) ? $"'wconsole up' reads {procfile} here, and would no longer do so" : null;
        }

        return FileTrust.WhyNot(path);
    }

    private static GroupSaving Write(AskedGroup asked, SettingsInputs inputs, string path)
    {
        var isNew = !System.IO.File.Exists(path);
        // Through a link: the file that it names, so that the link stays one.
        var target = isNew ? path : System.IO.File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var bytes = isNew ? [] : System.IO.File.ReadAllBytes(target);
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var folder = Path.GetDirectoryName(path)!;
        var insertion = GroupInsertion.Of(Strict.GetString(bytes.AsSpan(mark)), asked.Name, [.. GroupText.Lines(asked, folder).Select(l => l.Text)]);
        if (insertion.Text is not { } text)
        {
            return new GroupSaving(path, null, insertion.Why);
        }

        if (!isNew)
        {
            var read = GroupInput.Read(path, production: () => false, inputs);
            if (!read.Problems.IsEmpty && read.Problems.Any(p => p.What != "it names nothing to run"))
            {
                return new GroupSaving(path, null, $"it is not right as it stands: {read.Problems[0].Text}");
            }
        }

        var fresh = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.new");
        try
        {
            Put(fresh, [.. bytes.AsSpan(0, mark), .. Strict.GetBytes(text)], isNew || OperatingSystem.IsWindows() ? NewFile : System.IO.File.GetUnixFileMode(target));
            if (!isNew && !System.IO.File.ReadAllBytes(target).AsSpan().SequenceEqual(bytes))
            {
                return new GroupSaving(path, null, "somebody else wrote to it in this moment");
            }

            System.IO.File.Move(fresh, target, overwrite: !isNew);
        }
        finally
        {
            System.IO.File.Delete(fresh);
        }

        var outcome = GroupInput.Read(path, production: () => false, inputs);
        return outcome.Problems.IsEmpty && outcome.Groups.FirstOrDefault(g => g.Name == asked.Name) is { } saved
            ? new GroupSaving(path, saved, "")
            : new GroupSaving(path, null, $"it was written, but does not read as it should: {(outcome.Problems.IsEmpty ? "the group is not there" : outcome.Problems[0].Text)}");
    }

    private static void Put(string path, byte[] bytes, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
