using System.Diagnostics.CodeAnalysis;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Machine;

/// <summary>A script in the place of nvidia-smi.</summary>
internal static class StandIn
{
    /// <summary>Writes it into the folder <c>bin</c>.</summary>
    [SuppressMessage("Interoperability", "CA1416", Justification = "The agent is a program of Linux, and so are its tests.")]
    public static void NvidiaSmi(TemporaryFolder folder, string script)
    {
        Directory.CreateDirectory(folder.File("bin"));
        var path = folder.File("bin/nvidia-smi");
        File.WriteAllText(path, $"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
