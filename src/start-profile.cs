#:property PublishAot=false
// Writes the profile that a publish gives to the ahead-of-time compiler: dotnet run --file src/start-profile.cs -- ASSEMBLIES METHODS OUT.mibc
//
// The compiler finds code only where it is named outright, so it misses what the runtime looks up while it runs, and each start would
// compile that anew, some 200 methods:
// - the box that keeps an async method between its awaits, when its result is a reference or holds one;
// - the comparers behind the equality of records, one for each type of a field;
// - what METHODS lists: src/start-methods.txt, helpers that only the runtime itself calls and generic code of the base library.
// A profile names methods that are to be compiled besides. Its form is an assembly: the global method AssemblyDictionary names groups
// by the assemblies that they need, and each group is a global method that loads the token of every method in it. Written token by
// token, because PersistedAssemblyBuilder gives type initializers an instance's signature, and one wrong token spoils its group.
// A method that is missing from it, or one too many, changes the time of the start and nothing else.
// All of it stands in one file because the SDK runs a single file without a project; it is no part of the program.
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

var ours = Directory.GetFiles(args[0], "*.dll")
    .Where(f => Path.GetFileName(f).StartsWith("wconsole", StringComparison.OrdinalIgnoreCase))
    .Select(f => Assembly.LoadFrom(Path.GetFullPath(f)))
    .ToList();
var types = ours.SelectMany(a => a.GetTypes()).ToList();
var boxes = types.Where(t => t.IsAssignableTo(typeof(IAsyncStateMachine))).Select(Box).OfType<Type>();
var comparers = types.SelectMany(t => t.GetFields(Any)).SelectMany(f => f.FieldType.GetGenericArguments().Append(f.FieldType))
    .Concat(types)
    .Where(t => t.IsValueType && !t.IsByRefLike && !t.ContainsGenericParameters)
    .Distinct()
    .SelectMany(Comparers);
var listed = new MethodList([.. ours, .. Directory.GetFiles(args[0], "System.*.dll").Select(f => Path.GetFileNameWithoutExtension(f)).Select(Known).OfType<Assembly>()]);
var methods = boxes.Concat(comparers).SelectMany(MethodList.All)
    .Concat(File.ReadLines(args[1]).SelectMany(listed.Find))
    .ToList();
new Profile().Write(methods, args[2]);

static Assembly? Known(string name)
{
    try
    {
        return Assembly.Load(name);
    }
    catch (Exception failed) when (failed is IOException or BadImageFormatException)
    {
        return null;
    }
}

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

/// <summary>Methods as the runtime's own list of what it compiled writes them: Type`1[Argument]:Method[Argument].</summary>
internal sealed class MethodList(IReadOnlyList<Assembly> assemblies)
{
    private const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, Type> Words = new()
    {
        ["bool"] = typeof(bool),
        ["byte"] = typeof(byte),
        ["sbyte"] = typeof(sbyte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["char"] = typeof(char),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["nint"] = typeof(nint),
        ["nuint"] = typeof(nuint),
        // Code over references is shared, so that any of them stands for all.
        ["System.__Canon"] = typeof(object),
    };

    /// <summary>All methods of a type but those that take a pointer to a function or an array of several dimensions, which none on the list does.</summary>
    public static IEnumerable<MethodBase> All(Type type) =>
        type.GetMethods(Every).Concat<MethodBase>(type.GetConstructors(Every)).Where(m => m.GetParameters().All(p => IsPlain(p.ParameterType)));

    /// <summary>All overloads of that name; none when the name is not to be found, or its arguments may not stand there.</summary>
    public IEnumerable<MethodBase> Find(string line)
    {
        var at = 0;
        if (line.StartsWith('#') || Read(line, ref at) is not { } type || at >= line.Length || line[at++] != ':')
        {
            return [];
        }

        var end = line.IndexOf('[', at);
        var (name, arguments) = (end < 0 ? line[at..] : line[at..end], new List<Type>());
        if (end >= 0 && !Arguments(line, ref end, arguments))
        {
            return [];
        }

        return All(type).Where(m => m.Name == name).Select(m => Closed(m, [.. arguments])).OfType<MethodBase>();
    }

    private static bool IsPlain(Type type) => !type.IsFunctionPointer && !type.IsVariableBoundArray && (!type.HasElementType || IsPlain(type.GetElementType()!));

    private static MethodBase? Closed(MethodBase method, Type[] arguments)
    {
        try
        {
            return !method.IsGenericMethodDefinition ? arguments.Length == 0 ? method : null
                : method.GetGenericArguments().Length == arguments.Length ? ((MethodInfo)method).MakeGenericMethod(arguments) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private Type? Read(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('[' or ']' or ',' or ':'))
        {
            at++;
        }

        var name = text[start..at];
        var type = Words.GetValueOrDefault(name) ?? assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null);
        while (at + 1 < text.Length && text[at] == '[')
        {
            if (text[at + 1] == ']')
            {
                at += 2;
                type = type?.MakeArrayType();
                continue;
            }

            var arguments = new List<Type>();
            var all = Arguments(text, ref at, arguments);
            try
            {
                type = all && type is { IsGenericTypeDefinition: true } && type.GetGenericArguments().Length == arguments.Count ? type.MakeGenericType([.. arguments]) : null;
            }
            catch (ArgumentException)
            {
                type = null;
            }
        }

        return type;
    }

    private bool Arguments(string text, ref int at, List<Type> arguments)
    {
        var all = true;
        do
        {
            at++;
            if (Read(text, ref at) is { } one)
            {
                arguments.Add(one);
            }
            else
            {
                all = false;
            }
        }
        while (at < text.Length && text[at] == ',');
        at++;
        return all;
    }
}

/// <summary>The assembly that is the profile.</summary>
internal sealed class Profile
{
    private readonly MetadataBuilder _metadata = new();
    private readonly MethodBodyStreamEncoder _bodies = new(new BlobBuilder());
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = [];
    private readonly Dictionary<Type, EntityHandle> _types = [];

    public void Write(IEnumerable<MethodBase> methods, string file)
    {
        _metadata.AddModule(0, _metadata.GetOrAddString(Path.GetFileName(file)), _metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString(Path.GetFileName(file)), new Version(), default, default, default, AssemblyHashAlgorithm.None);
        _metadata.AddTypeDefinition(default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var groups = methods.GroupBy(m => string.Join(';', Assemblies(m).Distinct())).ToList();
        var dictionary = Code();
        for (var i = 0; i < groups.Count; i++)
        {
            dictionary.LoadString(_metadata.GetOrAddUserString(groups[i].Key));
            Load(dictionary, Function($"Group{i}", Tokens(groups[i])));
        }

        Function("AssemblyDictionary", dictionary);
        var image = new BlobBuilder();
        new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(_metadata), _bodies.Builder).Serialize(image);
        File.WriteAllBytes(file, image.ToArray());
    }

    // The assembly that defines a method first, then those of its arguments.
    private static IEnumerable<string> Assemblies(MethodBase method) => Assemblies(method.DeclaringType!).Concat(Arguments(method).SelectMany(Assemblies));

    private static IEnumerable<string> Assemblies(Type type) =>
        type.HasElementType ? Assemblies(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Assemblies).Prepend(type.Assembly.GetName().Name!);

    private static Type[] Arguments(MethodBase method) => method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : [];

    private static InstructionEncoder Code() => new(new BlobBuilder());

    private static void Load(InstructionEncoder code, EntityHandle token)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(token);
        code.OpCode(ILOpCode.Pop);
    }

    private InstructionEncoder Tokens(IEnumerable<MethodBase> methods)
    {
        var code = Code();
        foreach (var method in methods.Distinct())
        {
            Load(code, Token(method));
        }

        return code;
    }

    private MethodDefinitionHandle Function(string name, InstructionEncoder code)
    {
        code.OpCode(ILOpCode.Ret);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, r => r.Void(), _ => { });
        return _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, default, _metadata.GetOrAddString(name), _metadata.GetOrAddBlob(signature), _bodies.AddMethodBody(code), MetadataTokens.ParameterHandle(1));
    }

    private EntityHandle Token(MethodBase method)
    {
        // The signature is that of the definition, in which the parameters of its type stand open.
        var open = method.Module.ResolveMethod(method.MetadataToken)!;
        var signature = new BlobBuilder();
        var generic = open is MethodInfo { IsGenericMethodDefinition: true } ? open.GetGenericArguments().Length : 0;
        new BlobEncoder(signature).MethodSignature(SignatureCallingConvention.Default, generic, !open.IsStatic).Parameters(
            open.GetParameters().Length,
            r => Encode(signature, open is MethodInfo { ReturnParameter: var made } ? made : null),
            parameters =>
            {
                foreach (var parameter in open.GetParameters())
                {
                    Encode(signature, parameter);
                }
            });
        var reference = _metadata.AddMemberReference(Token(method.DeclaringType!), _metadata.GetOrAddString(method.Name), _metadata.GetOrAddBlob(signature));
        if (generic == 0)
        {
            return reference;
        }

        var instance = new BlobBuilder();
        var arguments = new BlobEncoder(instance).MethodSpecificationSignature(generic);
        foreach (var argument in Arguments(method))
        {
            arguments.AddArgument();
            Encode(instance, argument);
        }

        return _metadata.AddMethodSpecification(reference, _metadata.GetOrAddBlob(instance));
    }

    private EntityHandle Token(Type type)
    {
        if (_types.TryGetValue(type, out var known))
        {
            return known;
        }

        if (type.IsConstructedGenericType || type.HasElementType)
        {
            var signature = new BlobBuilder();
            Encode(signature, type);
            return _types[type] = _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(signature));
        }

        EntityHandle scope = type.DeclaringType is { } outer ? Token(outer.IsConstructedGenericType ? outer.GetGenericTypeDefinition() : outer) : Token(type.Assembly);
        return _types[type] = _metadata.AddTypeReference(
            scope, type.DeclaringType is null && type.Namespace is { } space ? _metadata.GetOrAddString(space) : default, _metadata.GetOrAddString(type.Name));
    }

    private AssemblyReferenceHandle Token(Assembly assembly)
    {
        var name = assembly.GetName();
        if (!_assemblies.TryGetValue(name.Name!, out var known))
        {
            _assemblies[name.Name!] = known = _metadata.AddAssemblyReference(
                _metadata.GetOrAddString(name.Name!), name.Version!, default, _metadata.GetOrAddBlob(name.GetPublicKeyToken() ?? []), default, default);
        }

        return known;
    }

    // ECMA-335 II.23.2.10 and II.23.2.11; no parameter is a constructor's result.
    private void Encode(BlobBuilder to, ParameterInfo? parameter)
    {
        if (parameter is null)
        {
            to.WriteByte((byte)SignatureTypeCode.Void);
            return;
        }

        foreach (var (code, modifier) in parameter.GetRequiredCustomModifiers().Select(m => (SignatureTypeCode.RequiredModifier, m))
            .Concat(parameter.GetOptionalCustomModifiers().Select(m => (SignatureTypeCode.OptionalModifier, m))))
        {
            to.WriteByte((byte)code);
            to.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(Token(modifier)));
        }

        Encode(to, parameter.ParameterType);
    }

    // ECMA-335 II.23.2.12.
    private void Encode(BlobBuilder to, Type type)
    {
        if (Primitive(type) is { } code)
        {
            to.WriteByte((byte)code);
        }
        else if (type.IsByRef || type.IsPointer || type.IsSZArray)
        {
            to.WriteByte((byte)(type.IsByRef ? SignatureTypeCode.ByReference : type.IsPointer ? SignatureTypeCode.Pointer : SignatureTypeCode.SZArray));
            Encode(to, type.GetElementType()!);
        }
        else if (type.IsGenericParameter)
        {
            to.WriteByte((byte)(type.DeclaringMethod is null ? SignatureTypeCode.GenericTypeParameter : SignatureTypeCode.GenericMethodParameter));
            to.WriteCompressedInteger(type.GenericParameterPosition);
        }
        else
        {
            var generic = type.IsGenericType;
            if (generic)
            {
                to.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
            }

            to.WriteByte((byte)(type.IsValueType ? SignatureTypeKind.ValueType : SignatureTypeKind.Class));
            to.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(Token(generic ? type.GetGenericTypeDefinition() : type)));
            if (generic)
            {
                to.WriteCompressedInteger(type.GetGenericArguments().Length);
                foreach (var argument in type.GetGenericArguments())
                {
                    Encode(to, argument);
                }
            }
        }
    }

    private static SignatureTypeCode? Primitive(Type type) =>
        type == typeof(void) ? SignatureTypeCode.Void
        : type == typeof(object) ? SignatureTypeCode.Object
        : type == typeof(nint) ? SignatureTypeCode.IntPtr
        : type == typeof(nuint) ? SignatureTypeCode.UIntPtr
        : type == typeof(TypedReference) ? SignatureTypeCode.TypedReference
        : type.IsEnum ? null
        : Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => SignatureTypeCode.Boolean,
            TypeCode.Char => SignatureTypeCode.Char,
            TypeCode.SByte => SignatureTypeCode.SByte,
            TypeCode.Byte => SignatureTypeCode.Byte,
            TypeCode.Int16 => SignatureTypeCode.Int16,
            TypeCode.UInt16 => SignatureTypeCode.UInt16,
            TypeCode.Int32 => SignatureTypeCode.Int32,
            TypeCode.UInt32 => SignatureTypeCode.UInt32,
            TypeCode.Int64 => SignatureTypeCode.Int64,
            TypeCode.UInt64 => SignatureTypeCode.UInt64,
            TypeCode.Single => SignatureTypeCode.Single,
            TypeCode.Double => SignatureTypeCode.Double,
            TypeCode.String => SignatureTypeCode.String,
            _ => null,
        };
}
