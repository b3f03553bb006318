using System.Buffers;
using System.Buffers.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Kombu's message envelope: a body in some serialization, headers, properties (celery-redis §1.3, §1.5, §4.2). The body is
/// kept as it stands in the payload until it is asked for, so a message that is only peeked at costs little.
/// </summary>
internal ref struct Envelope
{
    private const int MostPooled = 1 << 20;

    private ReadOnlySpan<byte> _body;
    private bool _bodyHasEscapes;
    private bool _bodyIsText;

    public string? ContentType { get; private init; }

    public WireValue Headers { get; private init; }

    public WireValue Properties { get; private init; }

    /// <summary>Reads one envelope; false with the reader's problem when what comes next is none.</summary>
    public static bool TryRead(scoped ref PyJsonReader reader, out Envelope envelope)
    {
        envelope = default;
        if (!reader.Expect('{'))
        {
            return false;
        }

        if (reader.TrySkip('}'))
        {
            return true;
        }

        ReadOnlySpan<byte> body = default;
        var (hasEscapes, isText, contentType, headers, properties) = (false, false, (string?)null, default(WireValue), default(WireValue));
        do
        {
            if (!reader.TryKey(out var key))
            {
                return false;
            }

            if (key == "body" && reader.Peek() == '"')
            {
                isText = true;
                if (!reader.TryRawString(out body, out hasEscapes))
                {
                    return false;
                }

                continue;
            }

            if (!reader.TryValue(out var value))
            {
                return false;
            }

            switch (key)
            {
                case "body": isText = false; break;
                case "content-type": contentType = value.AsName(); break;
                case "headers": headers = value; break;
                case "properties": properties = value; break;
                default: break;
            }
        }
        while (reader.TrySkip(','));

        envelope = new Envelope
        {
            _body = body,
            _bodyHasEscapes = hasEscapes,
            _bodyIsText = isText,
            ContentType = contentType,
            Headers = headers,
            Properties = properties,
        };
        return reader.Expect('}');
    }

    /// <summary>The body as a JSON value; null and why not. Only for content types that <see cref="PickleGuard"/> allows.</summary>
    public readonly WireValue? TryBody(out string problem)
    {
        if (!PickleGuard.Allows(ContentType))
        {
            problem = $"content type {ContentType ?? PickleGuard.NoContentType} is not decoded";
            return null;
        }

        if (!Headers["compression"].IsNothing)
        {
            problem = "compressed bodies are not decoded";
            return null;
        }

        if (!_bodyIsText)
        {
            problem = "the body is missing or no text";
            return null;
        }

        return Properties["body_encoding"].AsString() switch
        {
            "base64" => FromBase64(out problem),
            null or "utf-8" => FromPlain(out problem),
            _ => Unknown(out problem),
        };
    }

    private readonly WireValue? FromBase64(out string problem)
    {
        // A plain body is decoded straight from the payload: a 10 MB reply is not copied into a string first.
        ReadOnlySpan<byte> text = _bodyHasEscapes ? System.Text.Encoding.UTF8.GetBytes(PyText.Unescape(_body, true) ?? "?") : _body;
        var most = Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3;
        // The pool would round a huge one up to the next power of two and keep it for ever.
        var pooled = most <= MostPooled;
        var bytes = pooled ? ArrayPool<byte>.Shared.Rent(most) : GC.AllocateUninitializedArray<byte>(most);
        try
        {
            if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done)
            {
                return PyJsonReader.TryParse(bytes.AsSpan(0, written), out var value, out problem) ? value : Malformed(ref problem);
            }

            problem = "the body is not base64";
            return null;
        }
        finally
        {
            if (pooled)
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }

    private readonly WireValue? FromPlain(out string problem)
    {
        ReadOnlySpan<byte> text = _bodyHasEscapes ? System.Text.Encoding.UTF8.GetBytes(PyText.Unescape(_body, true) ?? "\"") : _body;
        return PyJsonReader.TryParse(text, out var value, out problem) ? value : Malformed(ref problem);
    }

    private readonly WireValue? Unknown(out string problem)
    {
        problem = $"body encoding {Properties["body_encoding"].Display(40)} is not known";
        return null;
    }

    private static WireValue? Malformed(ref string problem)
    {
        problem = "in the body: " + problem;
        return null;
    }
}
