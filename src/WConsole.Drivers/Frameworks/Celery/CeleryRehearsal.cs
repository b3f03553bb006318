using System.Net.Sockets;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Runs encoder and decoders once on words of our own and throws the results away. The runtime loads a type when it is first met, and that is half of the
/// time to a first answer; on a second core it happens while the command line is still being read.
/// </summary>
public static class CeleryRehearsal
{
    public static void Run()
    {
        var names = new CeleryNames();
        ControlEncoder.Encode(new ControlRequest(new ControlMethod.Ping(), Destination.All, "", ""), names, "");
        using (new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        {
        }

        if (ReplyDecoder.Decode(Message("""{"w":{"total":{"t":1},"pid":1,"uptime":6,"pool":{"processes":[1]}}}""")) is ReplyReading.Message message)
        {
            CeleryFacts.AnswerOf(FactKind.Stats, message.Reply.Value, null);
        }

        EventDecoder.Decode(Message("""{"hostname":"w","pid":1,"freq":2.0,"active":0,"processed":0,"timestamp":1.5,"type":"worker-heartbeat"}"""));
    }

    private static byte[] Message(string body)
    {
        var base64 = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body));
        return System.Text.Encoding.UTF8.GetBytes($$"""{"properties":{"body_encoding":"base64"},"headers":{},"body":"{{base64}}","content-encoding":"utf-8","content-type":"application/json"}""");
    }
}
