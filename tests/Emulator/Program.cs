using Sonde.Emulator;

return await CommandLine.RunAsync(args);
