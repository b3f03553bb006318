using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// The one place where control messages are made (celery-redis §1.3, §1.4). They have the bytes that Celery's own client
/// sends, since workers die or go deaf on malformed ones (§1.7); nothing else may publish on the control channel.
/// </summary>
public static class ControlEncoder
{
    /// <summary>
    /// The payload of the request, or why it must not be sent. <paramref name="deliveryTag"/> is any text that is unique;
    /// <paramref name="expires"/> in epoch seconds is only for likeness: workers do not honour it.
    /// </summary>
    public static ControlEncoding Encode(ControlRequest request, CeleryNames names, string deliveryTag, double? expires = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(names);
        if (ControlRules.Refusal(request) is { } why)
        {
            return new ControlEncoding.Refused(why);
        }

        if (string.IsNullOrEmpty(deliveryTag) || !PyText.IsWellFormed(deliveryTag) || !PyText.IsWellFormed(names.ControlExchange))
        {
            return new ControlEncoding.Refused("the delivery tag is empty, or a name holds half a surrogate pair");
        }

        var arguments = ControlArguments.Of(request.Method);
        return TypedJson.IsWrapper(arguments)
            ? new ControlEncoding.Refused("the arguments look like one of Kombu's typed values")
            : new ControlEncoding.Payload(Payload(Body(request, names, arguments), names, deliveryTag, expires));
    }

    private static string Body(ControlRequest request, CeleryNames names, WireValue arguments)
    {
        var body = new List<KeyValuePair<string, WireValue>>
        {
            new("method", WireValue.Of(ControlArguments.NameOf(request.Method))),
            new("arguments", arguments),
            new("destination", request.To.Names is { } to ? WireValue.List([.. to.Select(WireValue.Of)]) : WireValue.Null),
            new("pattern", WireValue.Null),
            new("matcher", WireValue.Null),
            new("ticket", WireValue.Of(request.Ticket)),
        };
        if (request.ReplyTo is { } oid)
        {
            body.Add(new("reply_to", Object(new("exchange", WireValue.Of(names.ReplyExchange)), new("routing_key", WireValue.Of(oid)))));
        }

        return WireValue.Map([.. body]).ToString();
    }

    private static byte[] Payload(string body, CeleryNames names, string deliveryTag, double? expires)
    {
        var clock = KeyValuePair.Create("clock", WireValue.Of(1L));
        var envelope = Object(
            new("body", WireValue.Of(Convert.ToBase64String(Encoding.ASCII.GetBytes(body)))),
            new("content-encoding", WireValue.Of("utf-8")),
            new("content-type", WireValue.Of("application/json")),
            new("headers", expires is { } at ? Object(clock, new("expires", WireValue.Of(at))) : Object(clock)),
            new("properties", Object(
                new("delivery_mode", WireValue.Of(2L)),
                new("delivery_info", Object(new("exchange", WireValue.Of(names.PidboxExchange)), new("routing_key", WireValue.Of("")))),
                new("priority", WireValue.Of(0L)),
                new("body_encoding", WireValue.Of("base64")),
                new("delivery_tag", WireValue.Of(deliveryTag)))));
        return Encoding.ASCII.GetBytes(envelope.ToString());
    }

    private static WireValue Object(params KeyValuePair<string, WireValue>[] properties) => WireValue.Map(properties);
}
