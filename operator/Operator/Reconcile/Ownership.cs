using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Whether a resource that exists in the cloud is ours to change.</summary>
internal static class Ownership
{
    /// <summary>Value of our owner tag among <paramref name="tags"/>; null where there is none.</summary>
    public static string? Of(IEnumerable<Tag>? tags) => tags?.FirstOrDefault(t => t.Key == SondeApi.OwnerTag)?.Value;

    /// <summary>The owner tag of an object.</summary>
    public static string TagOf(AccountAccess account, string entityNamespace, string name) => $"{account.OwnerId}/{entityNamespace}/{name}";

    /// <summary>Lets only what is ours pass, or what the adoption policy allows to take.</summary>
    /// <param name="what">What it is, for people: <c>Function chat</c>.</param>
    /// <param name="found">Owner tag that it bears.</param>
    /// <param name="ours">Owner tag of the object.</param>
    /// <param name="adoption">Policy in force.</param>
    /// <param name="isEqual">Whether it is already as declared.</param>
    /// <exception cref="ReconcileStopped">It is somebody else's.</exception>
    public static void Require(string what, string? found, string ours, AdoptionPolicy? adoption, bool isEqual)
    {
        if (found == ours || adoption is AdoptionPolicy.Always || (adoption is AdoptionPolicy.IfEqual && isEqual && found is null))
            return;

        throw found is null
            ? Refused(Reasons.AlreadyExists, $"{what} exists and bears no owner tag of ours; choose another name, delete it, or set management.adoptionPolicy.")
            : Refused(Reasons.OwnedElsewhere, $"{what} belongs to {found}; choose another name, or take it over with management.adoptionPolicy Always.");
    }

    private static ReconcileStopped Refused(string reason, string message) => new(new Outcome.Stalled(reason, message, Outcomes.Rarely));
}
