namespace Sonde.Operator.Api;

/// <summary>A step that the operator would take.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanAction>))]
public enum PlanAction
{
    /// <summary>Nothing to do.</summary>
    None,

    /// <summary>Create the resource.</summary>
    Create,

    /// <summary>Write fields.</summary>
    Update,

    /// <summary>Delete and create.</summary>
    Replace,

    /// <summary>Delete.</summary>
    Delete,
}
