using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Cloud;

/// <summary>How the clients come into the host.</summary>
public static class CloudRegistration
{
    /// <summary>Name of the meter and the activity source of all calls.</summary>
    public const string TelemetryName = Http.CloudTelemetry.Name;

    /// <summary>Adds <see cref="ICloudFactory"/>. Takes the <see cref="TimeProvider"/> that is registered, else the system's.</summary>
    public static IServiceCollection AddAlibabaCloud(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICloudFactory>(provider => new CloudFactory(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        return services;
    }

    /// <summary>A factory outside of a host, e.g. for a command or a test.</summary>
    public static ICloudFactory NewFactory(TimeProvider clock, ILoggerFactory loggers) => new CloudFactory(clock, loggers);
}
