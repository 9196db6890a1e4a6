namespace Sonde.Operator.Tests.Fakes;

/// <summary>Stands for the end of the program in the middle of a pass: nobody may catch it, nothing that the pass knew is left.</summary>
internal sealed class ProgramDied() : Exception("The program died here.");
