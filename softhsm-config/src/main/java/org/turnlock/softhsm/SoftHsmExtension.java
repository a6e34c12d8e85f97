// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.lang.reflect.ParameterizedType;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes throw-away SoftHSM tokens for a test class (its nested classes share them) before its first
 * test, and gives them as parameters of constructors and methods: a {@link SoftHsmToken}, or a
 * {@code List<SoftHsmToken>} of as many as {@link SoftHsm#tokens()} says. Where SoftHSM is not
 * installed the class fails.
 *
 * <p>The module must not be in use yet: it sees only the tokens that exist when it is initialised.
 * Test classes in one JVM therefore need to finalise it in between, or a JVM each ({@code
 * reuseForks=false} in Surefire). The tokens' files are deleted when the JVM ends.
 */
public final class SoftHsmExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SoftHsmExtension.class);

  /** Made by JUnit. */
  public SoftHsmExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    tokens(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return isToken(parameter) || isTokenList(parameter);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return isToken(parameter) ? tokens(context).get(0) : tokens(context);
  }

  private static boolean isToken(ParameterContext parameter) {
    return parameter.getParameter().getType() == SoftHsmToken.class;
  }

  private static boolean isTokenList(ParameterContext parameter) {
    return parameter.getParameter().getParameterizedType() instanceof ParameterizedType type
        && type.getRawType() == List.class
        && type.getActualTypeArguments()[0] == SoftHsmToken.class;
  }

  private static List<SoftHsmToken> tokens(ExtensionContext context) {
    Class<?> testClass = context.getRequiredTestClass();
    List<Class<?>> enclosing = context.getEnclosingTestClasses();
    Class<?> outermost = enclosing.isEmpty() ? testClass : enclosing.get(0);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(outermost, SoftHsmExtension::create, Tokens.class)
        .list();
  }

  private static Tokens create(Class<?> testClass) {
    int count =
        AnnotationSupport.findAnnotation(testClass, SoftHsm.class).map(SoftHsm::tokens).orElse(1);
    return new Tokens(SoftHsmTokens.create(count));
  }

  private record Tokens(List<SoftHsmToken> list) {}
}
