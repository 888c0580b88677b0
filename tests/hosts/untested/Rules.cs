// Wasmtime 22, in any server in .NET 8: the text of a request gives the text of its answer.

using System.Security.Cryptography;
using System.Text;
using Wasmtime;

public sealed class Rules : IDisposable
{
    private readonly Engine engine = new();
    private readonly Module module;
    private Store store;
    private Instance instance;

    public Rules(string coplanRulesWasm)
    {
        module = Module.FromFile(engine, coplanRulesWasm);
        (store, instance) = Begin();
    }

    private (Store, Instance) Begin()
    {
        var store = new Store(engine);
        using var linker = new Linker(engine);
        var instance = linker.Instantiate(store, module);
        instance.GetGlobal("seed")!.SetValue(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)));
        return (store, instance);
    }

    public string Answer(string request)
    {
        var sent = Encoding.UTF8.GetBytes(request);
        lock (module)
        {
            try
            {
                var memory = instance.GetMemory("memory")!;
                var to = instance.GetFunction<int, int>("reserve")!(sent.Length);
                sent.CopyTo(memory.GetSpan(to, sent.Length));
                var at = instance.GetFunction<int>("call")!();
                return Encoding.UTF8.GetString(memory.GetSpan(at, instance.GetFunction<int>("answered")!()));
            }
            catch (WasmtimeException)
            {
                store.Dispose();
                (store, instance) = Begin(); // What has trapped is not asked again.
                throw;
            }
        }
    }

    public void Dispose()
    {
        store.Dispose();
        module.Dispose();
        engine.Dispose();
    }
}
