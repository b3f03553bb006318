using System.Diagnostics;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>Real workers whose task runs started processes of their own; nothing of them is left, and nothing else is touched.</summary>
public sealed class KillTreeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(CeleryVersion.Debian, "prefork")]
    [InlineData(CeleryVersion.Debian, "threads")]
    [InlineData(CeleryVersion.Newest, "prefork")]
    public async Task A_kill_ends_the_whole_tree_and_nothing_else(CeleryVersion version, string pool)
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var both = await workers.StartAllAsync(
            Token, new CeleryWorkerOptions { Name = "w1", Version = version, Pool = pool, Queues = "w1" }, new CeleryWorkerOptions { Name = "w2", Version = version, Pool = pool, Queues = "w2" });
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(both[0].NodeName, Token);
        await workers.CallAsync("spawn", "[]", Token, queue: "w1");
        await workers.CallAsync("spawn", "[]", Token, queue: "w2");
        using var bystander = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec sleep 600"]))!;

        // A neighbour that looks the same by name: it sleeps the same seconds.
        using var alike = Process.Start("/bin/sleep", CeleryWorkers.SpawnedSeconds);
        try
        {
            var mine = await SpawnedAsync(both[0], 4);
            var others = await SpawnedAsync(both[1], 4);
            var since = rig.Now;
            var (plan, _, before) = await rig.DoAsync(ActionId.Kill, both[0].NodeName, Token);
            Assert.Equal(Risk.Lossy, plan.Risk);
            var listed = Assert.IsType<RouteStep.EndTree>(Assert.Single(plan.Route.Steps)).Processes.Select(p => p.Pid).ToHashSet();
            Assert.Contains(both[0].Pid, listed);
            Assert.Superset(mine.Select(p => p.Pid).ToHashSet(), listed);
            Assert.DoesNotContain(listed, p => p == both[1].Pid || p == alike.Id || others.Any(o => o.Pid == p));

            var seen = await rig.EffectAsync(ActionId.Kill, before, since, Token);
            Assert.True(seen.Proven, seen.Text);
            var proc = new ProcFs();
            Assert.DoesNotContain(mine, p => proc.IsAlive(p.Pid, p.Start));
            Assert.Empty(both[0].Family());
            Assert.All(others, p => Assert.True(proc.IsAlive(p.Pid, p.Start)));
            Assert.False(both[1].HasExited || alike.HasExited || bystander.HasExited);
        }
        finally
        {
            alike.Kill();
            bystander.Kill();
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task What_outlives_a_main_that_somebody_else_killed_is_found_listed_and_ended()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions(), Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        await workers.CallAsync("spawn", "[]", Token);
        var spawned = await SpawnedAsync(worker, 4);
        await rig.AskAsync(worker.NodeName, Token, FactKind.Process);
        using (var main = Process.GetProcessById(worker.Pid))
        {
            main.Kill();
        }

        // Nobody asks: what outlived it is told all the same.
        await rig.UntilAsync(() => rig.Get(worker.NodeName).Facts is { Process.Value: ProcessSight.Gone, Tree.Value.Leftovers.Length: >= 4 }, Token);
        Assert.Contains("outlived", Assert.Single(rig.State(worker.NodeName)!.Alarms), StringComparison.Ordinal);

        var since = rig.Now;
        var (plan, _, before) = await rig.DoAsync(ActionId.KillLeftovers, worker.NodeName, Token);
        Assert.Superset(spawned.Select(p => p.Pid).ToHashSet(), Assert.IsType<RouteStep.EndTree>(Assert.Single(plan.Route.Steps)).Processes.Select(p => p.Pid).ToHashSet());
        Assert.True((await rig.EffectAsync(ActionId.KillLeftovers, before, since, Token)).Proven);
        Assert.Empty(worker.Family());
        await rig.UntilAsync(() => rig.State(worker.NodeName)!.Alarms.IsEmpty, Token);
    }

    // The task's children: one plain, one in a session of its own with a child, one forked twice without another program.
    private static async Task<IReadOnlyList<(int Pid, long Start)>> SpawnedAsync(CeleryWorker worker, int atLeast)
    {
        IReadOnlyList<(int Pid, long Start)> found = [];
        await Until.TrueAsync(
            () =>
            {
                found = [.. worker.Family(spawnedOnly: true)];
                return ValueTask.FromResult(found.Count >= atLeast);
            },
            TimeSpan.FromSeconds(30), () => $"{found.Count} processes; {worker.Output()}", Token);
        return found;
    }
}
