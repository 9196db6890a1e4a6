namespace Sonde.Operator.Api;

/// <summary>How many instances run.</summary>
[Rule("!(has(self.onDemand) && has(self.onDemand.enabled) && !self.onDemand.enabled) || (has(self.provisioned) && self.provisioned.target > 0)",
    "without on-demand instances provisioned.target must be above 0")]
public sealed record ScalingSpec
{
    /// <summary>Instances that run whether there are requests or not.</summary>
    public ProvisionedSpec? Provisioned { get; set; }

    /// <summary>Instances that start with a request, freeze between requests and go when idle.</summary>
    public OnDemandSpec? OnDemand { get; set; }
}
