global using System.Text.Json;
global using System.Text.Json.Serialization;
global using k8s;
global using k8s.Models;
global using Sonde.Operator.Api.Schema;
