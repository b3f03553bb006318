#:property PublishAot=false
// Lets a publish compile ahead what the base library keeps for the run: dotnet run --file src/start-flags.cs -- System.Private.CoreLib.dll
//
// AsyncTaskMethodBuilder<T>.AwaitUnsafeOnCompleted is marked AggressiveOptimization, so that its quick, unoptimized form, which would put awaiters
// on the heap, is never used. The mark also keeps it out of what is compiled ahead: each pair of a result and an awaiter, two dozen of them, is compiled at
// every start, half a millisecond each. The published program has no quick form (TieredCompilation is off), so the mark has no purpose there, and is
// taken away from the copy that goes into it: one bit of each method's row. Not found: the publish fails, and this file has to go or to follow.
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

const string Builder = "AsyncTaskMethodBuilder`1";
const string Method = "AwaitUnsafeOnCompleted";

var bytes = File.ReadAllBytes(args[0]);
using var pe = new PEReader(new MemoryStream(bytes));
var reader = pe.GetMetadataReader();
var rows = reader.TypeDefinitions.Select(reader.GetTypeDefinition)
    .Where(t => reader.StringComparer.Equals(t.Name, Builder))
    .SelectMany(t => t.GetMethods())
    .Where(m => reader.StringComparer.Equals(reader.GetMethodDefinition(m).Name, Method))
    .ToList();
if (rows.Count == 0)
{
    throw new InvalidOperationException($"{args[0]}: no {Builder}.{Method} any more: see the head of src/start-flags.cs");
}

// A row begins with the method's address, four bytes; its flags follow (ECMA-335 II.22.26).
const int FlagsAt = 4;
var table = pe.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.MethodDef);
foreach (var row in rows)
{
    var at = table + ((MetadataTokens.GetRowNumber(row) - 1) * reader.GetTableRowSize(TableIndex.MethodDef)) + FlagsAt;
    var flags = BitConverter.ToUInt16(bytes, at) & ~(int)MethodImplAttributes.AggressiveOptimization;
    BitConverter.TryWriteBytes(bytes.AsSpan(at), (ushort)flags);
}

File.WriteAllBytes(args[0], bytes);
