using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Fleet.Events;

/// <summary>Makes values of any record by reflection, and tells two of them apart field by field: what a codec forgets shows.</summary>
internal sealed class AnyRecord(Random random)
{
    private static readonly string[] Texts = ["w1@web1", "a b", "\u001b[31mred\n", "größe", "日本 🎉", "%u0041", "/:%\"\\", new string('x', 300)];

    public object? Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return random.Next(3) == 0 ? null : Make(inner);
        }

        return type switch
        {
            _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
            _ when type == typeof(int) => random.Next(int.MinValue, int.MaxValue),
            _ when type == typeof(long) => random.NextInt64(long.MinValue, long.MaxValue),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(TimeSpan) => new TimeSpan(random.NextInt64()),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromMinutes(random.Next(-300, 300))).AddTicks(random.Next()),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)),
            _ when IsGeneric(type, typeof(ImmutableArray<>)) => MakeArray(type),
            _ when IsGeneric(type, typeof(Fact<>)) => MakeFact(type),
            _ when type.IsAbstract => Make(Closed(type).OrderBy(_ => random.Next()).First()),
            _ when type == typeof(WorkerFacts) => MakeByProperties(type),
            _ => MakeByConstructor(type),
        };
    }

    /// <summary>The records of a closed list.</summary>
    public static IEnumerable<Type> Closed(Type list) => list.GetNestedTypes().Where(t => t.IsSubclassOf(list));

    public static string Describe(object? value)
    {
        switch (value)
        {
            case null:
                return "null";
            case string or int or long or bool or TimeSpan or Enum:
                return $"{value.GetType().Name}({value})";
            case DateTimeOffset moment:
                return moment.ToString("o");
            case IEnumerable items when value.GetType() is var t && IsGeneric(t, typeof(ImmutableArray<>)):
                return (bool)t.GetProperty("IsDefault")!.GetValue(value)! ? "default" : $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]";
            default:
                var text = new StringBuilder(value.GetType().Name).Append('{');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    text.Append(property.Name).Append('=').Append(Describe(property.GetValue(value))).Append(' ');
                }

                return text.Append('}').ToString();
        }
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private object MakeArray(Type type)
    {
        var element = type.GetGenericArguments()[0];
        var array = Array.CreateInstance(element, random.Next(3));
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(Make(element), i);
        }

        return typeof(ImmutableArray).GetMethods().First(m => m.Name == "Create" && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [array])!;
    }

    // Only states that can be: never asked is nothing at all, and a value that never came is none.
    private object MakeFact(Type type)
    {
        var has = random.Next(2) == 0;
        var state = (FactState)random.Next(has ? 1 : 0, 5);
        if (state == FactState.NeverAsked)
        {
            return Activator.CreateInstance(type)!;
        }

        return Activator.CreateInstance(type, state, has ? Make(type.GetGenericArguments()[0]) : null, Make(typeof(TimeSpan)), Make(typeof(TimeSpan)), random.Next(2) == 0 ? null : "why", has)!;
    }

    private object MakeByProperties(Type type)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            property.SetValue(value, Make(property.PropertyType));
        }

        return value;
    }

    private object MakeByConstructor(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p =>
            !p.ParameterType.IsValueType && nullability.Create(p).ReadState == NullabilityState.Nullable && random.Next(3) == 0 ? null : Make(p.ParameterType))]);
    }
}
