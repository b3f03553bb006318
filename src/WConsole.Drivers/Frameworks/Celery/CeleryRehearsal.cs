using System.Buffers;
using System.Net;
using System.Net.Sockets;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Runs encoder and decoders once on words of our own and throws the results away. The runtime loads a type when it is first met, and that is half of the
/// time to a first answer; on a second core it happens while the command line is still being read.
/// </summary>
public static class CeleryRehearsal
{
    private const string Stats = """{"total":{"t":1},"pid":1,"uptime":6,"clock":"1","prefetch_count":8,"pool":{"implementation":"celery.concurrency.prefork:TaskPool","max-concurrency":1,"processes":[1],"max-tasks-per-child":"N/A","put-guarded-by-semaphore":false,"timeouts":[0,0]},"broker":{"hostname":"h","port":6379,"transport":"redis","alternates":[]},"rusage":{"maxrss":1}}""";
    private const string Queue = """[{"name":"q","exchange":{"name":"q","type":"direct"},"routing_key":"q","alias":null}]""";

    /// <summary>Everything that one picture of workers needs, but for what a server says.</summary>
    public static void Run()
    {
        Dial();
        var names = new CeleryNames();
        var reader = new RespReader(RespLimits.Default);
        if (ControlEncoder.Encode(new ControlRequest(new ControlMethod.Ping(), Destination.All, "", ""), names, "") is ControlEncoding.Payload payload)
        {
            var bytes = new ArrayBufferWriter<byte>(1024);
            RespWriter.Write(bytes, RedisCommand.Of("PUBLISH", "", payload.Bytes));
            var input = bytes.WrittenSpan;
            reader.Read(ref input, out _);
        }

        EventDecoder.Decode(Message("""{"hostname":"w","pid":1,"freq":2.0,"active":0,"processed":0,"timestamp":1.5,"type":"worker-heartbeat"}"""));
    }

    /// <summary>A decoded answer to a question; null for what no worker is asked.</summary>
    public static FactAnswer? Answer(FactKind kind)
    {
        var value = kind switch
        {
            FactKind.Stats => Stats,
            FactKind.Queues => Queue,
            _ => "[]",
        };
        return ReplyDecoder.Decode(Message($$"""{"w":{{value}}}""")) is ReplyReading.Message message ? CeleryFacts.AnswerOf(kind, message.Reply.Value, null) : null;
    }

    // A datagram socket: to connect one sends nothing.
    private static void Dial()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 9), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static byte[] Message(string body)
    {
        var base64 = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body));
        return System.Text.Encoding.UTF8.GetBytes($$"""{"properties":{"body_encoding":"base64"},"headers":{},"body":"{{base64}}","content-encoding":"utf-8","content-type":"application/json"}""");
    }
}
