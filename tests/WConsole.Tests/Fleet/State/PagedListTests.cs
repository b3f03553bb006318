using WConsole.Fleet.State;

namespace WConsole.Tests.Fleet.State;

public sealed class PagedListTests
{
    [Fact]
    public void Pictures_stay_as_they_were_through_any_later_change()
    {
        var random = new Random(7);
        var list = new PagedList<string>();
        var model = new List<string>();
        var pictures = new List<(IReadOnlyList<string> Picture, string[] Expected)>();
        for (var step = 0; step < 5000; step++)
        {
            var roll = random.Next(10);
            if (roll < 5 || model.Count == 0)
            {
                list.Add($"{step}");
                model.Add($"{step}");
            }
            else if (roll < 8)
            {
                var i = random.Next(model.Count);
                list[i] = $"{step}";
                model[i] = $"{step}";
            }
            else
            {
                var i = random.Next(model.Count);
                list.RemoveAt(i);
                model[i] = model[^1];
                model.RemoveAt(model.Count - 1);
            }

            if (step % 250 == 0)
            {
                pictures.Add((list.Picture(), [.. model]));
            }
        }

        Assert.All(pictures, p => Assert.Equal(p.Expected, p.Picture));
    }
}
