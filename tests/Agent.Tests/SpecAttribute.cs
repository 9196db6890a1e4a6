using System.Diagnostics.CodeAnalysis;
using Xunit.v3;

namespace Sonde.Agent.Tests;

/// <summary>Names the row of the agent's specification that a test asserts: the section, then the row. <c>docs/agent-conformance.md</c> is made of these.</summary>
/// <param name="row">For example <c>2.4 every ref is in range</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "Read as a trait.")]
public sealed class SpecAttribute(string row) : Attribute, ITraitAttribute
{
    /// <summary>Name of the trait.</summary>
    public const string Trait = "spec";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create(Trait, row)];
}
