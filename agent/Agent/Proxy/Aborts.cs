using Yarp.ReverseProxy.Forwarder;

namespace Sonde.Agent.Proxy;

/// <summary>The forwarder's outcome → who broke the request off.</summary>
internal static class Aborts
{
    public static AbortSide SideOf(ForwarderError error) => error switch
    {
        ForwarderError.None => AbortSide.None,
        ForwarderError.Request or ForwarderError.RequestCreation or ForwarderError.RequestTimedOut or ForwarderError.NoAvailableDestinations => AbortSide.Unanswered,
        ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.RequestBodyDestination
            or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination => AbortSide.Engine,
        _ => AbortSide.Client,
    };
}
