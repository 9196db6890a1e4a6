namespace Sonde.Integration.Kube;

/// <summary>The kind of <see cref="Sonde.Testing.Widgets.Widget"/>, as the API server is told of it.</summary>
internal static class WidgetCrd
{
    public const string Yaml = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.kube.example.com}
        spec:
          group: kube.example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget}
          versions:
            - name: v1
              served: true
              storage: true
              subresources: {status: {}}
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec: {type: object, properties: {size: {type: integer}, secretName: {type: string}, later: {type: string}}}
                    status:
                      type: object
                      properties:
                        observedGeneration: {type: integer, format: int64}
                        externalId: {type: string}
                        outcome: {type: string}
                        reason: {type: string}
                        message: {type: string}
                        lastTransitionTime: {type: string, format: date-time}
                        later: {type: string}
        """;
}
