"""Application Auto Scaling: tags of scalable targets."""

from typing import Any


def test_keeps_and_changes_the_tags_of_a_target(aws: Any) -> None:
    ecs, scaling = aws.client("ecs"), aws.client("application-autoscaling")
    ecs.create_cluster(clusterName="scaled")
    ecs.register_task_definition(family="scaled", containerDefinitions=[{"name": "a", "image": "a:1", "memory": 64}])
    ecs.create_service(cluster="scaled", serviceName="api", taskDefinition="scaled", desiredCount=1)
    arn = scaling.register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId="service/scaled/api",
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=1,
        MaxCapacity=2,
        Tags={"HIPAA": "true"},
    )["ScalableTargetARN"]
    scaling.tag_resource(ResourceARN=arn, Tags={"Owner": "care"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["HIPAA"])
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"Owner": "care"}
