using System.Runtime.InteropServices;

namespace Sonde.Agent.Parent;

/// <summary>Arguments as <c>exec</c> takes them: each word for word, no shell in between.</summary>
internal sealed unsafe class NativeArguments : IDisposable
{
    private readonly int _count;

    public NativeArguments(IReadOnlyList<string> arguments)
    {
        _count = arguments.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < _count; i++)
            Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
    }

    /// <summary>The array, ended by a null.</summary>
    public byte** Pointer { get; }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem((nint)Pointer[i]);
        NativeMemory.Free(Pointer);
    }
}
