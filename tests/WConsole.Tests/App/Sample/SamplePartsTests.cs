using WConsole.Sample;

namespace WConsole.Tests.App.Sample;

/// <summary>The parts of the demo's own workers.</summary>
public sealed class SamplePartsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wcd-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static SampleJob Job(string id, double seconds = 1, long order = 1) => new(order, "mail.send", TimeSpan.FromSeconds(seconds), id);

    [Fact]
    public void Each_job_of_a_queue_goes_to_one_taker_in_order()
    {
        var queue = new SampleQueue(_folder.FullName, "mail");
        for (var i = 0; i < 20; i++)
        {
            queue.Put(Job($"{i:x2}", order: i));
        }

        Assert.Equal(20, queue.Count);
        var taken = new List<string>();
        var takers = Enumerable.Range(0, 4).Select(n => new Thread(() =>
        {
            while (new SampleQueue(_folder.FullName, "mail").Take($"{n}") is { } job)
            {
                lock (taken)
                {
                    taken.Add(job.Id);
                }
            }
        })).ToList();
        takers.ForEach(t => t.Start());
        takers.ForEach(t => t.Join());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i:x2}"), taken.Order());
        Assert.Equal(0, queue.Count);
        queue.Put(Job("b", order: 2));
        queue.Put(Job("a", order: 1));
        Assert.Equal(Job("a", order: 1), queue.Take("me"));
    }

    [Fact]
    public void A_pool_begins_what_fits_and_counts_what_ended()
    {
        var pool = new SamplePool(2);
        pool.Begin(Job("1"), TimeSpan.Zero);
        pool.Begin(Job("20", 3), TimeSpan.Zero);
        Assert.False(pool.HasRoom);
        Assert.Equal(["1"], pool.Finish(TimeSpan.FromSeconds(1)).Select(j => j.Id));
        Assert.True(pool.HasRoom);
        pool.Resize(-1);
        Assert.False(pool.HasRoom);
        Assert.Equal(["20"], pool.Finish(TimeSpan.FromSeconds(3)).Select(j => j.Id));
        Assert.Equal((1L, 1L, 1), (pool.Done, pool.Failed, pool.Size));
        pool.Resize(-1);
        Assert.Equal(1, pool.Size);
        pool.Draining = true;
        Assert.False(pool.HasRoom);
    }

    [Fact]
    public void Jobs_are_made_at_their_rate_and_never_more_than_the_queue_may_hold()
    {
        var queue = new SampleQueue(_folder.FullName, "mail");
        var feed = new SampleFeed([queue], new Random(1), most: 10);
        feed.Step(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), 100);
        Assert.Equal(3, queue.Count);
        feed.Step(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1), 200);
        Assert.Equal((10, 10L), (queue.Count, feed.Made));
    }

    [Theory]
    [InlineData("mail0 work --slots 2 --folder /q --queues a,b --linger 3", true)]
    [InlineData("mail0 dance", false)]
    [InlineData("mail0 work --slots", false)]
    [InlineData("mail0 work --slots none", false)]
    [InlineData("mail0 work --slot 1", false)]
    [InlineData("mail0", false)]
    public void Its_words_are_read(string words, bool fits)
    {
        var read = SampleArguments.Parse(words.Split(' '));
        Assert.Equal(fits, read is not null);
        if (fits)
        {
            Assert.Equal(("mail0", "work", 2, "/q", 3d), (read!.Name, read.Role, read.Slots, read.Folder, read.Linger.TotalSeconds));
            Assert.Equal(["a", "b"], read.Queues);
        }
    }

    [Fact]
    public void Its_report_has_what_it_does()
    {
        var pool = new SamplePool(3);
        pool.Begin(Job("7f"), TimeSpan.Zero);
        var text = SampleReport.Of(pool, [("mail", 12)], 1000, ready: true);
        Assert.Contains("READY=1\n", text, StringComparison.Ordinal);
        Assert.Contains("STATUS=executing 1 of 3, 12 wait in mail\n", text, StringComparison.Ordinal);
        Assert.Contains("X_WCONSOLE_RUNNING=mail.send:7f\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("STOPPING", text, StringComparison.Ordinal);
        pool.Draining = true;
        Assert.Contains("STOPPING=1\n", SampleReport.Of(pool, [], 1000, ready: true), StringComparison.Ordinal);
    }
}
