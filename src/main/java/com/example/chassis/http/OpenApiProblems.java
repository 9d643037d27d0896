package com.example.chassis.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds to the description of the API what its controllers do not say: its name, and that every error is a problem. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(OpenApiCustomizer.class)
class OpenApiProblems {

    @Bean
    @ConditionalOnMissingBean
    OpenAPI description(@Value("${spring.application.name}") String application) {
        return new OpenAPI().info(new Info().title(application).version("1")).servers(List.of(new Server().url("/")));
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> operations(api)
                .forEach(operation -> operation.getResponses().addApiResponse("default", problem()));
    }

    /** An unknown member of a body is an error. */
    @Bean
    OpenApiCustomizer closedBodies() {
        return api -> operations(api).map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .map(content -> content.getSchema().get$ref())
                .filter(Objects::nonNull)
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .map(api.getComponents().getSchemas()::get)
                .filter(Objects::nonNull)
                .forEach(body -> body.setAdditionalProperties(false));
    }

    private static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static ApiResponse problem() {
        Schema<?> problem = new Schema<>().type("object")
                .addProperty("type", new Schema<>().type("string").format("uri"))
                .addProperty("title", new Schema<>().type("string"))
                .addProperty("status", new Schema<>().type("integer"))
                .addProperty("detail", new Schema<>().type("string"))
                .addProperty("traceId", new Schema<>().type("string"))
                .addProperty("errors", new Schema<>().type("array"));
        return new ApiResponse().description("A problem detail (RFC 9457)")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
    }
}
