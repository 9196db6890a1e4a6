using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Refusals of FC with their codes and statuses (fc.md 9).</summary>
internal static class FcErrors
{
    public static Refusal Invalid(string message) => new(400, "InvalidArgument", message);

    public static Refusal FunctionNotFound(string name) => new(404, "FunctionNotFound", $"function '{name}' does not exist");

    public static Refusal VersionNotFound(string function, string qualifier) => new(404, "VersionNotFound", $"version '{qualifier}' of function '{function}' does not exist");

    public static Refusal NotFound(string code, string what, string name) => new(404, code, $"{what} '{name}' does not exist");

    public static Refusal AlreadyExists(string code, string what, string name) => new(409, code, $"{what} '{name}' already exists");

    public static Refusal Conflict(string code, string message) => new(409, code, message);
}
