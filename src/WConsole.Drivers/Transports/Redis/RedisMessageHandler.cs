namespace WConsole.Drivers.Transports.Redis;

/// <summary>Takes one published message, on the reader's thread: nothing more is read until it returns, so it must be quick.</summary>
/// <param name="channel">The channel it was published to; may be kept.</param>
/// <param name="payload">The message; may be kept.</param>
public delegate void RedisMessageHandler(ReadOnlyMemory<byte> channel, ReadOnlyMemory<byte> payload);
