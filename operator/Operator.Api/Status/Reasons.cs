namespace Sonde.Operator.Api;

/// <summary>
/// Every reason of a condition. The summary says what it means, the remarks what to do: docs/kinds/*.md is checked against them.
/// Function Compute's own <c>stateReasonCode</c> may stand beside them in FunctionReady.
/// </summary>
public static class Reasons
{
    /// <summary>Everything that is declared is so in the cloud.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string UpToDate = "UpToDate";

    /// <summary>The object is paused; no cloud call is made for it.</summary>
    /// <remarks>Remove spec.paused or the annotation sonde.dev/paused to go on. Deleting it while paused leaves the cloud as it is.</remarks>
    public const string Paused = "Paused";

    /// <summary>The cloud could not be asked, so nothing is known.</summary>
    /// <remarks>Look at the operator's network and at spec.endpoints of the account; it is tried again by itself.</remarks>
    public const string CloudUnreachable = "CloudUnreachable";

    /// <summary>The cloud resource is being created.</summary>
    /// <remarks>Wait.</remarks>
    public const string Creating = "Creating";

    /// <summary>A change is being written to the cloud.</summary>
    /// <remarks>Wait.</remarks>
    public const string Updating = "Updating";

    /// <summary>The cloud resource is being deleted.</summary>
    /// <remarks>Wait.</remarks>
    public const string Deleting = "Deleting";

    /// <summary>The cloud works on the last change, for example pulls an image or starts instances.</summary>
    /// <remarks>Wait; the message names the step.</remarks>
    public const string WaitingForCloud = "WaitingForCloud";

    /// <summary>An object that this one refers to is not ready.</summary>
    /// <remarks>Look at the object that the message names; this one follows by itself.</remarks>
    public const string DependencyNotReady = "DependencyNotReady";

    /// <summary>An object, Secret, key or bucket that this one refers to does not exist.</summary>
    /// <remarks>Create what the message names, or mend the name; this one follows by itself.</remarks>
    public const string DependencyNotFound = "DependencyNotFound";

    /// <summary>The object attaches to a function that does not exist (yet).</summary>
    /// <remarks>Deploy the function, mend spec.functionName, or set spec.container to have it created.</remarks>
    public const string FunctionNotFound = "FunctionNotFound";

    /// <summary>A call failed in a way that may pass; it is tried again with growing pauses.</summary>
    /// <remarks>If it stays: the message has the service, the code and the request id.</remarks>
    public const string RetryAfterError = "RetryAfterError";

    /// <summary>The cloud asked for fewer calls; the operator waits as long as it was told.</summary>
    /// <remarks>Nothing; if it happens often, set spec.rateLimits of the account.</remarks>
    public const string Throttled = "Throttled";

    /// <summary>The cloud, or the operator, refuses a value of the spec.</summary>
    /// <remarks>Change the field that the message names.</remarks>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>A resource of this name exists and nobody marked it as ours.</summary>
    /// <remarks>Choose another name, delete the resource, or set management.adoptionPolicy to IfEqual or Always. Looked at again every 30 minutes.</remarks>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>The resource bears the owner tag of another object or cluster.</summary>
    /// <remarks>Choose another name, or take it over with management.adoptionPolicy Always. Looked at again every 30 minutes.</remarks>
    public const string OwnedElsewhere = "OwnedElsewhere";

    /// <summary>The credentials are refused, or may not do this.</summary>
    /// <remarks>Mend the AccessKey or grant the action that the message names; a changed Secret is noticed at once, else looked at again every 30 minutes.</remarks>
    public const string AccessDenied = "AccessDenied";

    /// <summary>A quota of the cloud account is used up.</summary>
    /// <remarks>Ask for more, or free some. Looked at again every 30 minutes.</remarks>
    public const string QuotaExceeded = "QuotaExceeded";

    /// <summary>http.auth is Anonymous, and the engine serves its metrics page on the function's port.</summary>
    /// <remarks>Use observability.start Proxy, which answers callers of that page with 404, or http.auth Signed; http.publicUrl false leaves it to callers inside the VPC.</remarks>
    public const string AnonymousTrigger = "AnonymousTrigger";

    /// <summary>The pipeline does not make a valid agent configuration.</summary>
    /// <remarks>Change the field that the message names; agents go on with the last valid configuration.</remarks>
    public const string InvalidConfig = "InvalidConfig";

    /// <summary>The change needs a new cloud resource, and replacing is forbidden.</summary>
    /// <remarks>Undo the change, or set management.replacePolicy to Recreate.</remarks>
    public const string ReplaceForbidden = "ReplaceForbidden";

    /// <summary>The credentials belong to another account than spec.accountId, or than the one that the resource was created in.</summary>
    /// <remarks>Mend the credentials or the account id.</remarks>
    public const string AccountMismatch = "AccountMismatch";

    /// <summary>Deletion waits: something uses the object, it is protected, or the cloud refuses.</summary>
    /// <remarks>Delete the users that the message names, or set management.deletionProtection to false.</remarks>
    public const string DeletionBlocked = "DeletionBlocked";

    /// <summary>observability.start Entrypoint or Proxy needs the engine's command, and the spec has none.</summary>
    /// <remarks>Set container.command to the image's ENTRYPOINT, one word an item, or use start Initializer.</remarks>
    public const string CommandUnknown = "CommandUnknown";

    /// <summary>At least one declared field differs in the cloud; status.drift.fields has them.</summary>
    /// <remarks>With drift policy Correct nothing; with Report, decide which side is right.</remarks>
    public const string FieldsDiffer = "FieldsDiffer";

    /// <summary>The cloud resource is gone.</summary>
    /// <remarks>With drift policy Correct it is created again; its URL may be a new one.</remarks>
    public const string ResourceMissing = "ResourceMissing";

    /// <summary>Every declared field agrees with the cloud.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string InSync = "InSync";

    /// <summary>It was not compared or asked yet, or the policy says not to.</summary>
    /// <remarks>Wait, or look at management.drift.policy.</remarks>
    public const string NotChecked = "NotChecked";

    /// <summary>The object that this one depends on is ready.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string DependencyReady = "DependencyReady";

    /// <summary>The objects in the bucket are those that were wanted.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string DigestPublished = "DigestPublished";

    /// <summary>An object could not be written.</summary>
    /// <remarks>The message has the key and the code; mostly the account lacks oss:PutObject on the bucket.</remarks>
    public const string UploadFailed = "UploadFailed";

    /// <summary>An object in the bucket is not what was published.</summary>
    /// <remarks>Somebody else writes below the prefix; it is put back unless the drift policy says Report.</remarks>
    public const string DigestMismatch = "DigestMismatch";

    /// <summary>The function is active and its last update succeeded.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Active = "Active";

    /// <summary>Function Compute could not create or update the function.</summary>
    /// <remarks>The message has the cloud's own reason: mostly the image (name, region, architecture) or the role.</remarks>
    public const string FunctionFailed = "FunctionFailed";

    /// <summary>The function was not used for weeks and sleeps.</summary>
    /// <remarks>The next request wakes it; that one may fail.</remarks>
    public const string Inactive = "Inactive";

    /// <summary>The configuration was rendered.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Rendered = "Rendered";

    /// <summary>The store takes the samples.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Accepted = "Accepted";

    /// <summary>The store refuses the writer's credentials.</summary>
    /// <remarks>Mend the Secret that the destination names.</remarks>
    public const string Unauthorized = "Unauthorized";

    /// <summary>The store refuses the samples.</summary>
    /// <remarks>The message has the store's words: mostly a label, or samples out of order.</remarks>
    public const string Rejected = "Rejected";

    /// <summary>The store asks for fewer samples.</summary>
    /// <remarks>Lengthen the interval, drop series, or raise the store's limit.</remarks>
    public const string Limited = "Limited";

    /// <summary>Samples arrive, with the wanted configuration.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Reporting = "Reporting";

    /// <summary>No instance runs, so there is nothing to report.</summary>
    /// <remarks>Nothing; the next request starts one.</remarks>
    public const string IdleNoInstances = "IdleNoInstances";

    /// <summary>Instances run, and no sample has come for longer than readiness.staleAfter.</summary>
    /// <remarks>See docs/kinds/llmfunction.md, "Silent": mount, role, network, credentials of the writer, in this order.</remarks>
    public const string Silent = "Silent";

    /// <summary>Samples arrive, but from an older configuration.</summary>
    /// <remarks>Wait; an agent that is frozen swaps when it next has CPU.</remarks>
    public const string OutdatedConfig = "OutdatedConfig";

    /// <summary>The store cannot be asked whether samples arrive.</summary>
    /// <remarks>Give the store a queryUrl, or mend its Secret; the message has the answer.</remarks>
    public const string QueryUnavailable = "QueryUnavailable";

    /// <summary>The function is new; its first samples are still on their way.</summary>
    /// <remarks>Wait; after readiness.staleAfter it becomes Silent.</remarks>
    public const string AwaitingSamples = "AwaitingSamples";

    /// <summary>The engine serves no metrics: a flag is missing in a command that we do not own, or the engine has no metrics page.</summary>
    /// <remarks>Add the flag that the message names to the function's command.</remarks>
    public const string EngineMetricsOff = "EngineMetricsOff";

    /// <summary>No pipeline is named, so nothing is collected.</summary>
    /// <remarks>Set spec.observability.pipelineRef to collect metrics.</remarks>
    public const string NotObserved = "NotObserved";

    /// <summary>The cloud takes the credentials.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Valid = "Valid";

    /// <summary>The Secret with the credentials does not exist.</summary>
    /// <remarks>Create the Secret that the message names.</remarks>
    public const string SecretNotFound = "SecretNotFound";

    /// <summary>The Secret lacks a key, or the key is empty.</summary>
    /// <remarks>Add the key that the message names.</remarks>
    public const string SecretKeyMissing = "SecretKeyMissing";

    /// <summary>The operator's environment or token file lacks the credentials that the type asks for.</summary>
    /// <remarks>Set what the message names on the operator's deployment.</remarks>
    public const string CredentialsUnavailable = "CredentialsUnavailable";

    /// <summary>The service answers.</summary>
    /// <remarks>Nothing to do.</remarks>
    public const string Reachable = "Reachable";

    /// <summary>The service does not answer.</summary>
    /// <remarks>Look at the operator's network and at spec.endpoints; it is tried again by itself.</remarks>
    public const string Unreachable = "Unreachable";
}
