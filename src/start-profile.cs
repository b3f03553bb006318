#:property PublishAot=false
// Writes the profile that a publish gives to the ahead-of-time compiler: dotnet run --file src/start-profile.cs -- ASSEMBLIES OUT.mibc
//
// The compiler finds generic code only where a type is named outright. Two kinds of ours are made at run time through a lookup, so it
// misses them, and each start would compile them anew, some 100 methods:
// - the box that keeps an async method between its awaits, when its result is a reference or holds one;
// - the comparers behind the equality of records, one for each type of a field.
// A profile names methods that are to be compiled besides. Its form is an assembly: the global method AssemblyDictionary names groups
// by the assemblies that they need, and each group is a global method that loads the token of every method in it.
// A method that is missing from it, or one too many, changes the time of the start and nothing else.
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

var types = Directory.GetFiles(args[0], "*.dll")
    .Where(f => Path.GetFileName(f).StartsWith("wconsole", StringComparison.OrdinalIgnoreCase))
    .SelectMany(f => Assembly.LoadFrom(Path.GetFullPath(f)).GetTypes())
    .ToList();
var boxes = types.Where(t => t.IsAssignableTo(typeof(IAsyncStateMachine))).Select(Box).OfType<Type>();
var comparers = types.SelectMany(t => t.GetFields(Any)).SelectMany(f => f.FieldType.GetGenericArguments().Append(f.FieldType))
    .Concat(types)
    .Where(t => t.IsValueType && !t.IsByRefLike && !t.ContainsGenericParameters)
    .Distinct()
    .SelectMany(Comparers);
Write([.. boxes.Concat(comparers).SelectMany(t => t.GetMethods(Any).Concat<MethodBase>(t.GetConstructors(Any)))], args[1]);

// What the runtime makes of an async method that returns Task<T> or ValueTask<T>; null for others, which the compiler finds itself.
static Type? Box(Type machine)
{
    // Code over references is shared, so that any of them stands for all.
    machine = machine.IsGenericTypeDefinition ? machine.MakeGenericType([.. machine.GetGenericArguments().Select(_ => typeof(object))]) : machine;
    var builder = machine.GetField("<>t__builder", Any)!.FieldType;
    if (!builder.IsGenericType)
    {
        return null;
    }

    var result = builder.GetGenericArguments()[0];
    return typeof(AsyncTaskMethodBuilder<>).GetNestedType("AsyncStateMachineBox`1", Any)!.MakeGenericType(result.IsArray ? typeof(object) : result, machine);
}

static IEnumerable<Type> Comparers(Type type)
{
    yield return typeof(EqualityComparer<>).MakeGenericType(type).GetProperty("Default")!.GetValue(null)!.GetType();
    if (type.IsAssignableTo(typeof(IComparable<>).MakeGenericType(type)))
    {
        yield return typeof(Comparer<>).MakeGenericType(type).GetProperty("Default")!.GetValue(null)!.GetType();
    }
}

static void Write(IReadOnlyList<MethodBase> methods, string file)
{
    var assembly = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileName(file)), typeof(object).Assembly);
    var module = assembly.DefineDynamicModule(Path.GetFileName(file));
    var dictionary = module.DefineGlobalMethod("AssemblyDictionary", MethodAttributes.Public | MethodAttributes.Static, null, null).GetILGenerator();
    foreach (var (index, group) in methods.GroupBy(m => string.Join(';', Assemblies(m.DeclaringType!).Distinct())).Index())
    {
        var method = module.DefineGlobalMethod($"Group{index}", MethodAttributes.Public | MethodAttributes.Static, null, null);
        var list = method.GetILGenerator();
        foreach (var one in group)
        {
            list.Emit(OpCodes.Ldtoken, one is ConstructorInfo made ? module.GetMethodMetadataToken(made) : module.GetMethodMetadataToken((MethodInfo)one));
            list.Emit(OpCodes.Pop);
        }

        dictionary.Emit(OpCodes.Ldstr, group.Key);
        dictionary.Emit(OpCodes.Ldtoken, method);
        dictionary.Emit(OpCodes.Pop);
    }

    module.CreateGlobalFunctions();
    assembly.Save(file);
}

// The assembly that defines a type first, then those of its arguments.
static IEnumerable<string> Assemblies(Type type) =>
    type.GetGenericArguments().SelectMany(Assemblies).Prepend(type.Assembly.GetName().Name!);
