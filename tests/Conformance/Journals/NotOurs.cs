namespace Sonde.Conformance.Journals;

/// <summary>Operations that the SDKs are tried with and that no reconciler and no command of ours needs.</summary>
internal static class NotOurs
{
    public static IReadOnlyCollection<string> Of(string service) => service switch
    {
        // The resource group of an instance is changed by UpdatePrometheusInstance.
        "arms" => ["ChangeResourceGroup"],
        "oss" =>
        [
            // The older list; ListObjectsV2 is for new code.
            "ListObjects",
            // HeadObject tells more.
            "GetObjectMeta",
            // GetBucketInfo tells both.
            "GetBucketLocation", "GetBucketAcl",
            // Our buckets are private from the beginning.
            "PutBucketAcl",
            // An upload that breaks is removed and begun anew, never gone on with.
            "ListParts", "ListMultipartUploads",
        ],
        _ => [],
    };
}
