using System.Text.Json;

namespace WConsole.Fleet.Model;

internal static class WorkerCodec
{
    public static WorkerId ReadId(JsonElement json) => WorkerId.TryParse(json.GetString() ?? "", out var id) ? id : throw new FormatException("worker id");
}
