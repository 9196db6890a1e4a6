namespace Sonde.Operator.Api;

/// <summary>The names under which Sonde appears in a cluster and in the cloud. The group stands here and nowhere else.</summary>
public static class SondeApi
{
    /// <summary>API group of every kind.</summary>
    public const string Group = "sonde.dev";

    /// <summary>Served and stored version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Value of <c>apiVersion</c>.</summary>
    public const string GroupVersion = Group + "/" + Version;

    /// <summary>Category: <c>kubectl get sonde -A</c> lists every kind.</summary>
    public const string Category = "sonde";

    /// <summary>The one finalizer that the operator sets.</summary>
    public const string Finalizer = Group + "/finalizer";

    /// <summary>Annotation of a user: <c>"true"</c> stops every cloud call for the object, as <c>spec.paused</c> does.</summary>
    public const string PausedAnnotation = Group + "/paused";

    /// <summary>Annotation of a user: a new value asks for a check now; it comes back in <c>status.lastHandledReconcileAt</c>.</summary>
    public const string ReconcileRequestedAnnotation = Group + "/reconcile-requested-at";

    /// <summary>Flux's annotation with the same meaning.</summary>
    public const string FluxReconcileRequestedAnnotation = "reconcile.fluxcd.io/requestedAt";

    /// <summary>Cloud tag: <c>ownerId/namespace/name</c> of the object that owns the resource.</summary>
    public const string OwnerTag = Group + "/owner";

    /// <summary>Cloud tag: UID of the object that owns the resource.</summary>
    public const string UidTag = Group + "/uid";

    /// <summary>Name of the account that an object without <c>accountRef</c> uses.</summary>
    public const string DefaultAccountName = "default";

    /// <summary>Prefix of environment variables that the operator sets on functions.</summary>
    public const string EnvironmentPrefix = "SONDE_";

    internal const string TagKeysRule = "self.all(k, !k.startsWith('" + Group + "/') && !k.startsWith('acs:'))";
    internal const string TagKeysMessage = "tag keys " + Group + "/ and acs: are reserved";
}
