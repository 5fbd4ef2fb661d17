// What the lab changes of every pod, by an admission policy, because buildx has no option for either: a registry
// on loopback is reached from the host's network only, and its builders are asked after five seconds, then twice a
// minute, whether they are ready.
const changes = `Object{spec: Object.spec{
  hostNetwork: true,
  containers: object.spec.containers.filter(c, has(c.readinessProbe)).map(c, Object.spec.containers{
    name: c.name,
    readinessProbe: Object.spec.containers.readinessProbe{initialDelaySeconds: 0, periodSeconds: 1}
  })
}}`;
const name = 'lab-pods';
const apiVersion = 'admissionregistration.k8s.io/v1';

export const policy = {
  apiVersion,
  kind: 'MutatingAdmissionPolicy',
  metadata: { name },
  spec: {
    failurePolicy: 'Fail',
    reinvocationPolicy: 'Never',
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: changes } }],
  },
};

export const policyBinding = {
  apiVersion,
  kind: 'MutatingAdmissionPolicyBinding',
  metadata: { name },
  spec: { policyName: name },
};
