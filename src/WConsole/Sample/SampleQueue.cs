namespace WConsole.Sample;

/// <summary>A queue without a broker: a folder with one empty file for each job. Several processes may take from it at once; each job goes to one of them.</summary>
/// <param name="folder">The folder of all queues; made when it is not there.</param>
internal sealed class SampleQueue(string folder, string name)
{
    private readonly string _path = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    public string Name => name;

    public int Count => Directory.EnumerateFiles(_path).Count();

    public void Put(SampleJob job) => File.WriteAllBytes(Path.Combine(_path, job.FileName), []);

    /// <summary>Takes the first job out: whoever ends before it is done loses it.</summary>
    /// <param name="taker">A word that no other taker has.</param>
    /// <returns>Null when nothing waits.</returns>
    public SampleJob? Take(string taker)
    {
        foreach (var file in Directory.EnumerateFiles(_path).Order(StringComparer.Ordinal))
        {
            if (SampleJob.Parse(Path.GetFileName(file)) is not { } job)
            {
                continue;
            }

            try
            {
                // A move is done by one taker only; a deletion would seem to work for each.
                var mine = Path.Combine(folder, $"{taker}+{job.Id}");
                File.Move(file, mine);
                File.Delete(mine);
                return job;
            }
            catch (IOException)
            {
                // Somebody was quicker.
            }
        }

        return null;
    }
}
