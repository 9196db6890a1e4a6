using Sonde.Emulator;

await using var server = await EmulatorServer.StartAsync(new EmulatorOptions(), CancellationToken.None);
Console.WriteLine($"READY {server.Url}");
