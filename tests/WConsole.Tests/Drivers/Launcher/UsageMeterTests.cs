using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;
using WConsole.Tests.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class UsageMeterTests : IDisposable
{
    private readonly ProcFolder _proc = new();

    [Fact]
    public void Between_two_looks_at_everything_known_processes_and_their_children_are_counted_and_the_dead_are_not()
    {
        Lists("thread-self", "");
        Put(100, parent: 1, children: "101");
        Put(101, parent: 100, children: "");
        // Of its session, without a parent: only a look at everything finds it.
        Put(102, parent: 1, children: "", session: 100);
        Put(200, parent: 1, children: "");
        var meter = new UsageMeter(new ProcFs(_proc.Root), _proc.Root);
        Assert.Equal(3, Count(meter, 0));

        Put(103, parent: 102, children: "");
        Lists("102/task/102", "103 ");
        Put(104, parent: 1, children: "", session: 100);
        _proc.End(101);
        Assert.Equal(3, Count(meter, 2));

        // Another process has its pid.
        Put(103, parent: 1, children: "", start: 999);
        Lists("102/task/102", "");
        Assert.Equal(2, Count(meter, 4));
        Assert.Equal(3, Count(meter, (int)UsageMeter.WholeEvery.TotalSeconds));
    }

    [Fact]
    public void A_kernel_that_lists_no_children_is_looked_at_as_a_whole_each_time()
    {
        Put(100, parent: 1, children: null);
        var meter = new UsageMeter(new ProcFs(_proc.Root), _proc.Root);
        Assert.Equal(1, Count(meter, 0));
        Put(101, parent: 100, children: null);
        Assert.Equal(2, Count(meter, 2));
    }

    public void Dispose() => _proc.Dispose();

    private static int Count(UsageMeter meter, int second) => meter.Look([("mail:0", 100)], TimeSpan.FromSeconds(second))["mail:0"].Processes;

    private void Put(int pid, int parent, string? children, int? session = null, long start = 50)
    {
        _proc.Put(pid, parent, start, session: session);
        if (children is not null)
        {
            Lists($"{pid}/task/{pid}", children);
        }
    }

    private void Lists(string task, string children)
    {
        Directory.CreateDirectory(Path.Combine(_proc.Root, task));
        File.WriteAllText(Path.Combine(_proc.Root, task, "children"), children);
    }
}
