using System.Globalization;

namespace WConsole.Sample;

/// <summary>Makes the jobs of the sample workers, more or fewer of them as time goes by.</summary>
/// <param name="most">No queue grows beyond this by it.</param>
internal sealed class SampleFeed(IReadOnlyList<SampleQueue> queues, Random random, int most = 60)
{
    private static readonly TimeSpan Wave = TimeSpan.FromMinutes(2);
    private readonly double[] _due = new double[queues.Count];
    private long _number;

    /// <summary>Jobs made since the start.</summary>
    public long Made => _number;

    /// <summary>Makes what falls due.</summary>
    /// <param name="now">Since any fixed moment; grows.</param>
    /// <param name="passed">Since the last call.</param>
    /// <param name="stamp">Orders jobs over restarts.</param>
    public void Step(TimeSpan now, TimeSpan passed, long stamp)
    {
        for (var i = 0; i < queues.Count; i++)
        {
            var kind = SampleTasks.Of(queues[i].Name);
            _due[i] += kind.PerSecond * passed.TotalSeconds * (1 + (0.6 * Math.Sin(2 * Math.PI * now / Wave)));
            while (_due[i] >= 1)
            {
                _due[i]--;
                if (queues[i].Count < most)
                {
                    var (task, shortest, longest) = kind.Tasks[random.Next(kind.Tasks.Length)];
                    queues[i].Put(new SampleJob(stamp + _number, task, shortest + (random.NextDouble() * (longest - shortest)), random.Next(0x10000, 0xfffff).ToString("x5", CultureInfo.InvariantCulture)));
                    _number++;
                }
            }
        }
    }
}
