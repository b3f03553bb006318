namespace WConsole.Settings.Groups;

/// <summary>
/// The <c>[include]</c> of supervisord's configuration, as its 4.2 reads it (<c>options.py</c>, <c>read_config</c>): patterns between blanks, relative to the file
/// that has the section, each in order of its files' names; an <c>[include]</c> of an included file is not followed; <c>%(here)s</c> in an included file is the folder of
/// that file.
/// </summary>
internal static class SupervisorInclude
{
    /// <summary>The files, in the order in which they are read.</summary>
    /// <param name="expand">Fills <c>%(name)s</c> in.</param>
    public static IReadOnlyList<string> Files(IniSection section, GroupDraft draft, Func<string, string> expand)
    {
        if (section.Text("files") is not { } said)
        {
            draft.Wrong(section.Line, "supervisord refuses an [include] without files", "write files = conf.d/*.conf under it, or take it out");
            return [];
        }

        var files = new List<string>();
        foreach (var pattern in expand(said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.GetFullPath(pattern, draft.Folder);
            var found = PathGlob.Find(path);
            if (found.Count == 0)
            {
                draft.Warn(section.LineOf("files"), $"no file is meant by {pattern}", $"nothing is at {path}: a relative pattern begins at the folder of this file");
            }

            files.AddRange(found);
        }

        // A pattern that takes its own file in adds nothing to it.
        return [.. files.Where(f => f != draft.File).Distinct()];
    }

    /// <summary>The sections of an included file.</summary>
    /// <param name="file">Has its own place for what is told.</param>
    /// <returns>Empty, and told, when it cannot be read.</returns>
    public static IReadOnlyList<IniSection> Sections(GroupDraft file)
    {
        try
        {
            var sections = IniText.Supervisor(File.ReadAllText(file.File));
            foreach (var nested in sections.Where(s => s.Name == "include"))
            {
                file.Warn(nested.Line, "an [include] of an included file is not followed, by supervisord neither", "write its files into the [include] of the first file");
            }

            return sections;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // supervisord passes over what it cannot read without a word.
            file.Warn(0, "this included file cannot be read and is left out", "make it readable for this user, or take it out of [include]");
            return [];
        }
    }
}
